import type { Dependents, PlacementSummary } from '@/lib/model';

interface Blast {
  readonly direct: readonly Dependents['items'][number][];
  readonly indirect: number;
  /** The owners and tiers of the dependents, direct and indirect together, the most frequent first. */
  readonly owners: readonly { readonly name: string; readonly count: number }[];
  readonly tiers: readonly { readonly name: string; readonly count: number }[];
}

/** The dependents of a service in one of its placements: those in the same environment and cluster, or in no cluster. */
export function blastOf(
  { items }: Pick<Dependents, 'items'>,
  { environment, cluster }: Pick<PlacementSummary, 'environment' | 'cluster'>,
): Blast {
  const here = items.filter(
    ({ node }) =>
      node.cluster === null ||
      (node.cluster === cluster && (node.environment === null || node.environment === environment)),
  );
  return {
    direct: here.filter(({ distance }) => distance === 1),
    indirect: here.filter(({ distance }) => distance > 1).length,
    owners: counted(here.map(({ node }) => node.owner)),
    tiers: counted(here.map(({ tier }) => tier)),
  };
}

/** Names by their number, the most frequent first; missing names are left out. */
function counted(names: readonly (string | null)[]): Blast['owners'] {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
