import type { Metadata } from 'next';
import { CatalogView } from '@/components/catalog/catalog-view';
import { requireActor } from '@/lib/auth';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Catalog' };

export default async function CatalogPage() {
  const actor = await requireActor();
  const { live, environments } = getRuntime();
  return <CatalogView initial={live.page('services', actor)} environments={environments} />;
}
