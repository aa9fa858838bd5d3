import type { PlacementSummary, ServiceSummary } from '@/lib/model';

/** A column of placements: one cluster, or with many clusters one environment. */
export interface PlacementColumn {
  readonly by: 'cluster' | 'environment';
  readonly name: string;
}

const CLUSTERS_MAX = 3;
const COLUMNS_MAX = 4;

/** Columns for what is in scope, in the order of the environments. */
export function columnsOf(
  services: readonly ServiceSummary[],
  environments: readonly string[],
): readonly PlacementColumn[] {
  const clusters = new Map<string, number>();
  const held = new Set<string>();
  for (const { placements } of services) {
    for (const { cluster, environment } of placements) {
      held.add(environment);
      const order = environments.indexOf(environment);
      clusters.set(
        cluster,
        Math.min(clusters.get(cluster) ?? Infinity, order === -1 ? environments.length : order),
      );
    }
  }
  if (clusters.size <= CLUSTERS_MAX) {
    return [...clusters]
      .sort(([a, x], [b, y]) => x - y || a.localeCompare(b))
      .map(([name]) => ({ by: 'cluster', name }));
  }
  const known = environments.filter((name) => held.has(name));
  const others = [...held].filter((name) => !environments.includes(name)).sort();
  return [...known, ...others].slice(0, COLUMNS_MAX).map((name) => ({ by: 'environment', name }));
}

export function placementsIn(
  column: PlacementColumn,
  placements: readonly PlacementSummary[],
): PlacementSummary[] {
  return placements.filter((placement) => placement[column.by] === column.name);
}
