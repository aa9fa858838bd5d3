import type { Metadata } from 'next';
import { ChangesView } from '@/components/changes/changes-view';
import { requireActor } from '@/lib/auth';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Changes' };

export default async function ChangesPage() {
  const actor = await requireActor();
  const { live, environments } = getRuntime();
  const initial = live.page('changes', actor);
  return <ChangesView initial={initial} me={actor.id} environments={environments} />;
}
