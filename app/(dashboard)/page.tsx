import type { Metadata } from 'next';
import { NowView } from '@/components/now/now-view';
import { requireActor } from '@/lib/auth';
import type { NowView as Now } from '@/lib/model';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Now' };

export default async function NowPage() {
  const actor = await requireActor();
  return <NowView initial={await getRuntime().live.page<Now>('now', actor)} />;
}
