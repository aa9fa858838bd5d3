'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { LiveProvider, useClusters, useLiveStatus, useNow, useServices } from '@/lib/client';
import type { AgesMessage, ClusterSummary, NowView, ServiceSummary, Snapshot } from '@/lib/model';
import { withAges } from '../list/cluster-ages';
import { Gauges } from '../shell/gauges';
import { LiveIndicator } from '../shell/live-indicator';
import { useTheme } from '../shell/use-theme';
import { formatMoment, NowProvider, useFromNow } from '../time';
import { ButtonLink } from '../ui/button';
import { Icon } from '../ui/icon';
import { wallEnvironments } from './wall-environments';
import { WallBroken, WallEnvironments, WallRolling } from './wall-lists';

const GLYPHS_MAX = 48;

export interface WallProps {
  now: Snapshot<NowView>;
  services: Snapshot<ServiceSummary>;
  clusters: Snapshot<ClusterSummary>;
  ages: AgesMessage;
  /** The rows of each list, by importance. */
  environments: readonly { name: string; title: string }[];
}

/** Everything on one big screen; the only control is the way out. Dark unless `?theme=light`. The stream keeps it up to date. */
export function Wall(props: WallProps) {
  return (
    <LiveProvider ages={props.ages}>
      <NowProvider now={Date.parse(props.ages.at)}>
        <WallScreen {...props} />
      </NowProvider>
    </LiveProvider>
  );
}

function WallScreen({
  now: initialNow,
  services: initialServices,
  clusters: initial,
  environments,
}: WallProps) {
  const now = useNow(initialNow);
  const services = useServices(initialServices);
  const clusters = useClusters(initial);
  const status = useLiveStatus();
  useWallTheme(useSearchParams().get('theme') === 'light' ? 'light' : 'dark');
  useLeaveByEscape();
  const lastAt = status.lastAt === null ? null : status.lastAt + status.skewMs;
  return (
    <div className="wall">
      <header className="wall__head">
        <Moment />
        <LiveIndicator live={{ state: status.state, lastAt }} />
        <ButtonLink kind="icon" icon="close" href="/" aria-label="Leave the wall" />
      </header>
      <main id="main" className="wall__body">
        <div className="wall__verdict">
          <h1>{now?.verdict ?? 'No answer yet.'}</h1>
          <p>{now?.sentence ?? 'The clusters have not been read since the start of Pilothouse.'}</p>
        </div>
        <div className="wall__columns">
          <div>
            {now === null ? null : (
              <>
                <WallBroken now={now} />
                <WallRolling rolling={now.rolling} total={now.totals.rolling} />
              </>
            )}
          </div>
          <WallEnvironments environments={wallEnvironments(services, environments, GLYPHS_MAX)} />
        </div>
      </main>
      <footer className="wall__foot">
        <Gauges clusters={withAges(clusters, status.ages).sort((a, b) => a.name.localeCompare(b.name))} />
        <span className="desk">
          <Icon name="close" /> or Escape leaves
        </span>
      </footer>
    </div>
  );
}

function Moment() {
  return <p>{useFromNow(formatMoment)}</p>;
}

/** The whole page has the wall's theme while it is open; afterwards the previous theme returns. */
function useWallTheme(theme: 'light' | 'dark'): void {
  const [kept] = useTheme();
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.theme = theme;
    return () => {
      if (kept === 'system') delete dataset.theme;
      else dataset.theme = kept;
    };
  }, [theme, kept]);
}

function useLeaveByEscape(): void {
  const router = useRouter();
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') router.push('/');
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [router]);
}
