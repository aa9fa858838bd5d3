import type { Metadata } from 'next';
import { NowView } from '@/components/now/now-view';
import { requireActor } from '@/lib/auth';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Now' };

export default async function NowPage() {
  const actor = await requireActor();
  return <NowView initial={getRuntime().live.page('now')} mayAsk={actor.role !== 'viewer'} />;
}
