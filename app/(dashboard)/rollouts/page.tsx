import type { Metadata } from 'next';
import { RolloutsView } from '@/components/rollouts/rollouts-view';
import { requireActor } from '@/lib/auth';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Rollouts' };

export default async function RolloutsPage() {
  await requireActor();
  return <RolloutsView initial={getRuntime().live.page('rollouts')} />;
}
