import type { Metadata } from 'next';
import { RegistryView } from '@/components/registry/registry-view';
import { requireActor } from '@/lib/auth';
import { registryRefusals } from '@/lib/policy';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Registry' };

export default async function RegistryPage() {
  const actor = await requireActor();
  return (
    <RegistryView initial={getRuntime().live.page('registry', actor)} refused={registryRefusals(actor)} />
  );
}
