import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LogsView } from '@/components/logs/logs-view';
import { requireActor } from '@/lib/auth';
import { readEnvironments } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = decodeURIComponent((await params).id);
  return { title: `Logs of ${id.split('~')[0] ?? id}` };
}

export default async function LogsPage({ params }: Props) {
  const actor = await requireActor();
  const id = decodeURIComponent((await params).id);
  const runtime = getRuntime();
  const initial = await runtime.live.page(`service:${id}`, actor);
  if (initial.items.length === 0) notFound();
  return <LogsView initial={initial} id={id} environments={readEnvironments(runtime.reads(actor))} />;
}
