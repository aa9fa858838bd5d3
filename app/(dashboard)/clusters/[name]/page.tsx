import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ClusterView } from '@/components/clusters/cluster-view';
import { requireActor } from '@/lib/auth';
import { readCluster } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function ClusterPage({ params }: Props) {
  const actor = await requireActor();
  const name = decodeURIComponent((await params).name);
  const runtime = getRuntime();
  const clusters = runtime.live.page('clusters', actor);
  if (!clusters.items.some((cluster) => cluster.name === name)) notFound();
  return <ClusterView clusters={clusters} detail={readCluster(runtime.reads(actor), name)} />;
}
