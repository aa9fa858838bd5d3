import type { Metadata } from 'next';
import { Wall } from '@/components/wall/wall';
import { requireActor } from '@/lib/auth';
import type { AgesMessage } from '@/lib/model';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Wall' };

// What a wall shows is true now: nothing of it is made ahead.
export const dynamic = 'force-dynamic';

export default async function WallPage() {
  const actor = await requireActor();
  const { live, environments } = getRuntime();
  return (
    <Wall
      now={live.page('now', actor)}
      services={live.page('services', actor)}
      clusters={live.page('clusters', actor)}
      ages={JSON.parse(live.ages().data) as AgesMessage}
      environments={environments}
    />
  );
}
