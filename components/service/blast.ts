import type { Dependents, PlacementSummary } from '@/lib/model';

/** Those that depend on a service from where one of its placements stands: its own environment and cluster, or no cluster at all. */
export function blastOf(
  { items }: Pick<Dependents, 'items'>,
  { environment, cluster }: Pick<PlacementSummary, 'environment' | 'cluster'>,
): { readonly direct: readonly Dependents['items'][number][]; readonly indirect: number } {
  const here = items.filter(
    ({ node }) =>
      node.cluster === null ||
      (node.cluster === cluster && (node.environment === null || node.environment === environment)),
  );
  return {
    direct: here.filter(({ distance }) => distance === 1),
    indirect: here.filter(({ distance }) => distance > 1).length,
  };
}
