import type { Metadata } from 'next';
import { RolloutsView } from '@/components/rollouts/rollouts-view';
import { requireActor } from '@/lib/auth';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Rollouts' };

export default async function RolloutsPage() {
  const actor = await requireActor();
  const { live, environments } = getRuntime();
  return (
    <RolloutsView
      initial={live.page('rollouts')}
      environments={environments}
      mayAsk={actor.role !== 'viewer'}
    />
  );
}
