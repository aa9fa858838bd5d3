import type { Metadata } from 'next';
import { RolloutsView } from '@/components/rollouts/rollouts-view';
import { requireActor } from '@/lib/auth';
import { mayRequestChange } from '@/lib/policy';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Rollouts' };

export default async function RolloutsPage() {
  const actor = await requireActor();
  const { live, environments } = getRuntime();
  return (
    <RolloutsView
      initial={live.page('rollouts', actor)}
      environments={environments}
      mayAsk={mayRequestChange(actor).allowed}
    />
  );
}
