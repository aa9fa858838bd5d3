import type { Metadata } from 'next';
import { TopologyView } from '@/components/topology/topology-view';
import { requireActor } from '@/lib/auth';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Topology' };

export default async function TopologyPage() {
  const actor = await requireActor();
  const { live } = getRuntime();
  return <TopologyView initial={live.page('topology', actor)} />;
}
