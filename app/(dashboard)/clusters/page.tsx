import type { Metadata } from 'next';
import { ClustersView } from '@/components/clusters/clusters-view';
import { requireActor } from '@/lib/auth';
import type { ClusterSummary } from '@/lib/model';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Clusters' };

export default async function ClustersPage() {
  const actor = await requireActor();
  return <ClustersView initial={await getRuntime().live.page<ClusterSummary>('clusters', actor)} />;
}
