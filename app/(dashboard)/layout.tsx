import type { ReactNode } from 'react';
import { Frame } from '@/components/frame/frame';
import { personOf } from '@/components/frame/person';
import { requireActor } from '@/lib/auth';
import type { AgesMessage } from '@/lib/model';
import { getRuntime } from '@/lib/runtime';

// What a page shows is true now and for this person: nothing of it is made ahead.
export const dynamic = 'force-dynamic';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const { live, environments } = getRuntime();
  return (
    <Frame
      now={live.page('now', actor)}
      clusters={live.page('clusters', actor)}
      ages={JSON.parse(live.ages().data) as AgesMessage}
      environments={environments}
      actor={personOf(actor)}
    >
      {children}
    </Frame>
  );
}
