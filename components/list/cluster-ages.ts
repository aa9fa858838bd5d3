import type { ClusterAge, ClusterSummary, TrafficAge } from '@/lib/model';

export type Ages = Readonly<Record<string, ClusterAge>>;

/** Clusters with the age that was heard last: a row of the stream moves with what is in it, not with its age. */
export function withAges(clusters: readonly ClusterSummary[], ages: Ages): ClusterSummary[] {
  return clusters.map((cluster) => ({
    ...cluster,
    observedAt: newer(cluster.observedAt, ages[cluster.name]?.observedAt ?? null),
  }));
}

/**
 * When something that was read from a cluster was last known to be so: while its cluster answers, what it watches holds. `at` is when it
 * was read.
 */
export function lastTrue(at: string, cluster: string, ages: Ages): string {
  const age = ages[cluster];
  return age?.state === 'live' ? (newer(at, age.observedAt) ?? at) : at;
}

/** When what a Prometheus told was last so: a row is not sent again for each reading that says the same. */
export function lastTold(at: string, age: TrafficAge | undefined): string {
  return age?.state === 'live' ? (newer(at, age.observedAt) ?? at) : at;
}

function newer(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) >= Date.parse(b) ? a : b;
}
