import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { RegistryServiceView } from '@/components/registry/registry-service-view';
import { requireActor } from '@/lib/auth';
import { registryRefusals } from '@/lib/policy';
import { getRuntime } from '@/lib/runtime';

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const name = decodeURIComponent((await params).name);
  return { title: `${name.split('~')[0] ?? name} in the registry` };
}

export default async function RegistryServicePage({ params }: Props) {
  const actor = await requireActor();
  const name = decodeURIComponent((await params).name);
  const initial = await getRuntime().live.page(`registry:${name}`, actor);
  const service = initial.items.find(({ kindOfRow }) => kindOfRow === 'service');
  if (service === undefined) notFound();
  // A registered name redirects to the service that it belongs to.
  if (service.id !== name) redirect(`/registry/${encodeURIComponent(service.id)}`);
  return <RegistryServiceView id={service.id} initial={initial} refused={registryRefusals(actor)} />;
}
