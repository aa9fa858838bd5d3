'use client';
import { signOut } from 'next-auth/react';
import type { ReactNode } from 'react';
import { LiveProvider, useClusters, useLiveStatus, useNow } from '@/lib/client';
import type { ClusterSummary, NowView, Snapshot } from '@/lib/model';
import { Shell, type ShellData } from '../shell';
import { Palette } from './palette';

export interface FrameProps {
  now: Snapshot<NowView>;
  clusters: Snapshot<ClusterSummary>;
  environments: readonly { name: string; title: string }[];
  actor: ShellData['actor'];
  /** The server's now in milliseconds, as it rendered this page. */
  renderedAt: number;
  children: ReactNode;
}

/** What stands around every page: the tab's one stream, and the shell kept fresh by it. */
export function Frame(props: FrameProps) {
  return (
    <LiveProvider>
      <LiveShell {...props} />
    </LiveProvider>
  );
}

function LiveShell({
  now: initialNow,
  clusters: initialClusters,
  environments,
  actor,
  renderedAt,
  children,
}: FrameProps) {
  const now = useNow(initialNow);
  const clusters = useClusters(initialClusters);
  const status = useLiveStatus();
  const data: ShellData = {
    counts: { broken: now?.broken.length, rollouts: now?.rolling.length, changes: now?.waiting.length },
    clusters: clusters
      .map(({ name, state, observedAt }) => ({
        name,
        state,
        observedAt: status.ages[name]?.observedAt ?? observedAt,
      }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    environments,
    actor,
    live: { state: status.state, lastAt: status.lastAt === null ? null : status.lastAt + status.skewMs },
  };
  return (
    <Shell
      data={data}
      now={renderedAt}
      onSignOut={() => void signOut({ callbackUrl: '/sign-in' })}
      renderPalette={(palette) => <Palette {...palette} />}
    >
      {children}
    </Shell>
  );
}
