import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ChangeView } from '@/components/changes/change-view';
import { requireActor } from '@/lib/auth';
import { readChange, readEnvironments } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: idOf((await params).id) };
}

export default async function ChangePage({ params }: Props) {
  const actor = await requireActor();
  const runtime = getRuntime();
  const id = idOf((await params).id);
  const initial = await runtime.live.page(`change:${id}`, actor);
  if (initial.items.length === 0) notFound();
  const rendered = await readChange(runtime.reads(actor), id);
  const me = { id: actor.id, name: actor.name };
  const environments = readEnvironments(runtime.reads(actor));
  return <ChangeView {...{ id, initial, rendered, me, environments }} />;
}

/** `ch-12` is typed more easily than `CH-12`. */
function idOf(param: string): string {
  return decodeURIComponent(param).toUpperCase();
}
