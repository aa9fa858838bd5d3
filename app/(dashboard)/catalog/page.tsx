import type { Metadata } from 'next';
import { CatalogView } from '@/components/catalog/catalog-view';
import { requireActor } from '@/lib/auth';
import { readEnvironments } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Catalog' };

export default async function CatalogPage() {
  const actor = await requireActor();
  const runtime = getRuntime();
  return (
    <CatalogView
      initial={runtime.live.page('services', actor)}
      environments={readEnvironments(runtime.reads(actor))}
    />
  );
}
