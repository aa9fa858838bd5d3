import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ChangeView } from '@/components/changes/change-view';
import { requireActor } from '@/lib/auth';
import { isAppError, type Actor, type ChangeDetail, type Snapshot } from '@/lib/model';
import { getRuntime } from '@/lib/runtime';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: idOf((await params).id) };
}

export default async function ChangePage({ params }: Props) {
  const actor = await requireActor();
  const id = idOf((await params).id);
  const initial = await pageOf(id, actor);
  const me = { id: actor.id, name: actor.name };
  return <ChangeView id={id} initial={initial} me={me} environments={getRuntime().environments} />;
}

/** `ch-12` is typed more easily than `CH-12`. */
function idOf(param: string): string {
  return decodeURIComponent(param).toUpperCase();
}

async function pageOf(id: string, actor: Actor): Promise<Snapshot<ChangeDetail>> {
  try {
    return await getRuntime().live.page(`change:${id}`, actor);
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') notFound();
    throw error;
  }
}
