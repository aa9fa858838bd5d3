import type { Metadata } from 'next';
import { ChangesView } from '@/components/changes/changes-view';
import { requireActor } from '@/lib/auth';
import { readEnvironments } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Changes' };

export default async function ChangesPage() {
  const actor = await requireActor();
  const runtime = getRuntime();
  const initial = runtime.live.page('changes', actor);
  return (
    <ChangesView initial={initial} me={actor.id} environments={readEnvironments(runtime.reads(actor))} />
  );
}
