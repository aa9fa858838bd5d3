import type { ReactNode } from 'react';
import { Frame } from '@/components/frame/frame';
import { personOf } from '@/components/frame/person';
import { requireActor } from '@/lib/auth';
import type { AgesMessage } from '@/lib/model';
import { mayRequestChange } from '@/lib/policy';
import { readEnvironments } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

// A page shows what is true now, for this person: nothing is rendered ahead of the request.
export const dynamic = 'force-dynamic';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const runtime = getRuntime();
  return (
    <Frame
      now={runtime.live.page('now', actor)}
      clusters={runtime.live.page('clusters', actor)}
      ages={JSON.parse(runtime.live.ages(actor).data) as AgesMessage}
      environments={readEnvironments(runtime.reads(actor))}
      actor={personOf(actor)}
      mayRequest={mayRequestChange(actor).allowed}
    >
      {children}
    </Frame>
  );
}
