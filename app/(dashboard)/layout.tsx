import type { ReactNode } from 'react';
import { Frame } from '@/components/frame/frame';
import { personOf } from '@/components/frame/person';
import { requireActor } from '@/lib/auth';
import type { ClusterSummary, NowView } from '@/lib/model';
import { getRuntime } from '@/lib/runtime';

// What a page shows is true now and for this person: nothing of it is made ahead.
export const dynamic = 'force-dynamic';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const { live, environments, now } = getRuntime();
  const [view, clusters] = await Promise.all([
    live.page<NowView>('now', actor),
    live.page<ClusterSummary>('clusters', actor),
  ]);
  return (
    <Frame
      now={view}
      clusters={clusters}
      environments={environments}
      actor={personOf(actor)}
      renderedAt={now().getTime()}
    >
      {children}
    </Frame>
  );
}
