import type { Metadata } from 'next';
import { RolloutsView } from '@/components/rollouts/rollouts-view';
import { requireActor } from '@/lib/auth';
import type { RolloutRow } from '@/lib/model';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Rollouts' };

export default async function RolloutsPage() {
  const actor = await requireActor();
  return <RolloutsView initial={await getRuntime().live.page<RolloutRow>('rollouts', actor)} />;
}
