import type { Metadata } from 'next';
import { Wall } from '@/components/wall/wall';
import { requireActor } from '@/lib/auth';
import type { AgesMessage } from '@/lib/model';
import { readEnvironments } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Wall' };

// A wall shows what is true now: nothing is rendered ahead of the request.
export const dynamic = 'force-dynamic';

export default async function WallPage() {
  const actor = await requireActor();
  const runtime = getRuntime();
  return (
    <Wall
      now={runtime.live.page('now', actor)}
      services={runtime.live.page('services', actor)}
      clusters={runtime.live.page('clusters', actor)}
      ages={JSON.parse(runtime.live.ages(actor).data) as AgesMessage}
      environments={readEnvironments(runtime.reads(actor))}
    />
  );
}
