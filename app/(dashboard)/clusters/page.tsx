import type { Metadata } from 'next';
import { ClustersView } from '@/components/clusters/clusters-view';
import { requireActor } from '@/lib/auth';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Clusters' };

export default async function ClustersPage() {
  const actor = await requireActor();
  return <ClustersView initial={getRuntime().live.page('clusters', actor)} />;
}
