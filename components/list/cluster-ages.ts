import type { ClusterAge, ClusterSummary, TrafficAge } from '@/lib/model';

export type Ages = Readonly<Record<string, ClusterAge>>;

/** Clusters with their latest age: the stream sends a row when the cluster changes, not when its age does. */
export function withAges(clusters: readonly ClusterSummary[], ages: Ages): ClusterSummary[] {
  return clusters.map((cluster) => ({
    ...cluster,
    observedAt: newer(cluster.observedAt, ages[cluster.name]?.observedAt ?? null),
  }));
}

/**
 * When a fact from a cluster was last known to be true: as long as the cluster answers, what is watched is true. `at` is when it was read.
 */
export function lastTrue(at: string, cluster: string, ages: Ages): string {
  const age = ages[cluster];
  return age?.state === 'live' ? (newer(at, age.observedAt) ?? at) : at;
}

/** When a fact from Prometheus was last known to be true: a row is not sent again for a reading with the same values. */
export function lastObserved(at: string, age: TrafficAge | undefined): string {
  return age?.state === 'live' ? (newer(at, age.observedAt) ?? at) : at;
}

function newer(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) >= Date.parse(b) ? a : b;
}
