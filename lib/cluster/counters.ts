import { KINDS, type Kind } from '@/lib/model';

/** What was asked of one cluster for one kind since the start. */
export interface KindCounters {
  /** Pages of lists that were asked for. */
  lists: number;
  watches: number;
  /** Objects that came by a watch. */
  events: number;
  bytes: number;
  quarantined: number;
  /** Whole lists beyond the first: a gap that a watch could not bridge. */
  relists: number;
}

/** Requests to one cluster since the start; a page that someone views moves none of them. */
export interface ClusterCounters {
  heartbeats: number;
  /** Reads that identify the cluster: its kube-system namespace, its version. */
  identities: number;
  /** Single objects that a plan or a verification read. */
  gets: number;
  patches: number;
  /** Logs of containers that someone opened. */
  logs: number;
  readonly kinds: Readonly<Record<Kind, KindCounters>>;
}

export function createCounters(): ClusterCounters {
  const kind = (): KindCounters => ({
    lists: 0,
    watches: 0,
    events: 0,
    bytes: 0,
    quarantined: 0,
    relists: 0,
  });
  return {
    heartbeats: 0,
    identities: 0,
    gets: 0,
    patches: 0,
    logs: 0,
    kinds: Object.fromEntries(KINDS.map((name) => [name, kind()])) as Record<Kind, KindCounters>,
  };
}
