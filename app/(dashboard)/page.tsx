import type { Metadata } from 'next';
import { NowView } from '@/components/now/now-view';
import { requireActor } from '@/lib/auth';
import { mayRequestChange } from '@/lib/policy';
import { readReadiness } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Now' };

export default async function NowPage() {
  const actor = await requireActor();
  const runtime = getRuntime();
  const initial = runtime.live.page('now', actor);
  const worst = initial.items[0]?.broken[0];
  const readiness =
    worst === undefined ? null : await readReadiness(runtime.reads(actor), worst).catch(() => null);
  return <NowView initial={initial} mayRequest={mayRequestChange(actor).allowed} readiness={readiness} />;
}
