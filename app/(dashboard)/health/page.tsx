import type { Metadata } from 'next';
import { HealthView } from '@/components/placements/health-view';
import { requireActor } from '@/lib/auth';
import { mayRequestChange } from '@/lib/policy';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Health' };

export default async function HealthPage() {
  const actor = await requireActor();
  const { live, environments } = getRuntime();
  return (
    <HealthView
      initial={live.page('services', actor)}
      environments={environments}
      mayAsk={mayRequestChange(actor).allowed}
    />
  );
}
