import type { PlacementSummary } from '@/lib/model';

/** A column of placements: one cluster, or one environment where there are many clusters. */
export interface PlacementColumn {
  readonly by: 'cluster' | 'environment';
  readonly name: string;
}

export interface PlacementColumns {
  readonly columns: readonly PlacementColumn[];
  /** Environments without a column: they are named below the list, not left out silently. */
  readonly hidden: readonly string[];
}

const CLUSTERS_MAX = 3;
const COLUMNS_MAX = 4;

/**
 * Columns for the scope, in the order of the environments. There is one for each cluster while clusters are few and each holds one
 * environment (the column then has the name of the cluster); otherwise one for each environment.
 */
export function columnsOf(
  placements: readonly Pick<PlacementSummary, 'cluster' | 'environment'>[],
  environments: readonly string[],
): PlacementColumns {
  const held = new Map<string, Set<string>>();
  for (const { cluster, environment } of placements) {
    held.set(cluster, (held.get(cluster) ?? new Set()).add(environment));
  }
  const order = (name: string): number => {
    const place = environments.indexOf(name);
    return place === -1 ? environments.length : place;
  };
  const byOrder = (a: string, b: string): number => order(a) - order(b) || a.localeCompare(b);
  const names = [...new Set([...held.values()].flatMap((one) => [...one]))].sort(byOrder);
  const apart = [...held.values()].every((one) => one.size === 1);
  if (held.size <= CLUSTERS_MAX && (apart || names.length === 1)) {
    const first = (cluster: string): string => [...(held.get(cluster) ?? [])].sort(byOrder)[0] ?? '';
    const clusters = [...held.keys()].sort((a, b) => byOrder(first(a), first(b)) || a.localeCompare(b));
    return { columns: clusters.map((name) => ({ by: 'cluster', name })), hidden: [] };
  }
  return {
    columns: names.slice(0, COLUMNS_MAX).map((name) => ({ by: 'environment', name })),
    hidden: names.slice(COLUMNS_MAX),
  };
}

export function placementsIn(
  column: PlacementColumn,
  placements: readonly PlacementSummary[],
): PlacementSummary[] {
  return placements.filter((placement) => placement[column.by] === column.name);
}
