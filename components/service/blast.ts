import type { Dependents, PlacementSummary } from '@/lib/model';

interface Blast {
  readonly direct: readonly Dependents['items'][number][];
  readonly indirect: number;
  /** Whose they are, and how much hangs on them: direct and indirect together, most first. */
  readonly owners: readonly { readonly name: string; readonly count: number }[];
  readonly tiers: readonly { readonly name: string; readonly count: number }[];
}

/** Those that depend on a service from where one of its placements stands: its own environment and cluster, or no cluster at all. */
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

/** Names by how often they stand there, most first; what has none is left out. */
function counted(names: readonly (string | null)[]): Blast['owners'] {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
