import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServiceView } from '@/components/service/service-view';
import { requireActor } from '@/lib/auth';
import { mayRequestChange, reasonOf } from '@/lib/policy';
import { readEnvironments } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = decodeURIComponent((await params).id);
  return { title: id.split('~')[0] ?? id };
}

export default async function ServicePage({ params }: Props) {
  const actor = await requireActor();
  const id = decodeURIComponent((await params).id);
  const runtime = getRuntime();
  const initial = await runtime.live.page(`service:${id}`, actor);
  if (initial.items.length === 0) notFound();
  return (
    <ServiceView
      initial={initial}
      id={id}
      environments={readEnvironments(runtime.reads(actor))}
      refused={reasonOf(mayRequestChange(actor))}
    />
  );
}
