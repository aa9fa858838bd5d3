'use client';
import { signOut } from 'next-auth/react';
import type { ReactNode } from 'react';
import { LiveProvider, useClusters, useLiveStatus, useNow } from '@/lib/client';
import type { AgesMessage, ClusterSummary, NowView, Snapshot } from '@/lib/model';
import { withAges } from '../list/cluster-ages';
import { Shell, type ShellData } from '../shell';
import { Palette } from './palette';

export interface FrameProps {
  now: Snapshot<NowView>;
  clusters: Snapshot<ClusterSummary>;
  /** The age of each cluster's data, and the server's time, as it rendered this page. */
  ages: AgesMessage;
  environments: readonly { name: string; title: string }[];
  actor: ShellData['actor'];
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
  children: ReactNode;
}

/** The frame of every page: the one stream of the tab, and the shell that it keeps up to date. */
export function Frame(props: FrameProps) {
  return (
    <LiveProvider ages={props.ages}>
      <LiveShell {...props} />
    </LiveProvider>
  );
}

function LiveShell({
  now: initialNow,
  clusters: initialClusters,
  ages,
  environments,
  actor,
  mayRequest,
  children,
}: FrameProps) {
  const now = useNow(initialNow);
  const clusters = useClusters(initialClusters);
  const status = useLiveStatus();
  const data: ShellData = {
    counts: {
      broken: now?.broken.length,
      health: now === null ? undefined : now.totals.broken + now.totals.unknown,
      rollouts: now?.totals.rolling,
      registry: now?.disagreements,
      changes: now?.waiting.length,
    },
    clusters: withAges(clusters, status.ages).sort((a, b) => a.name.localeCompare(b.name)),
    environments,
    actor,
    live: { state: status.state, lastAt: status.lastAt === null ? null : status.lastAt + status.skewMs },
  };
  return (
    <Shell
      data={data}
      now={Date.parse(ages.at)}
      onSignOut={() => void signOut({ callbackUrl: '/sign-in' })}
      renderPalette={(palette) => <Palette {...palette} mayRequest={mayRequest} />}
    >
      {children}
    </Shell>
  );
}
