import { HEALTH, HEALTH_RANK, type Health } from '@/lib/model';
import { millis } from '../times';

/** What is known of one part of a whole: a placement of a service, a service of a system. */
export interface Part {
  readonly status: Health;
  readonly message: string;
  /** ISO 8601; null when nothing tells. */
  readonly since: string | null;
}

/** The whole of several parts. */
export interface Aggregate<T extends Part> {
  /** That of its worst part; *Idle* parts beside others do not count, as in a placement. */
  readonly status: Health;
  /** The part whose reason is carried up; of equals the one that is so for the shortest time, for it is the news. */
  readonly worst: T;
  /** How many parts are in which status, the gravest first; none of 0. */
  readonly counts: readonly { readonly status: Health; readonly parts: number }[];
}

/** The worst of several parts with its reason, and how many are how. Null for none: nothing is known of an empty whole. */
export function aggregate<T extends Part>(parts: readonly T[]): Aggregate<T> | null {
  const awake = parts.filter(({ status }) => status !== 'Idle');
  const [worst] = (awake.length > 0 ? awake : parts).toSorted(
    (a, b) => HEALTH_RANK[b.status] - HEALTH_RANK[a.status] || sinceMillis(b) - sinceMillis(a),
  );
  if (worst === undefined) return null;
  const counts = HEALTH.map((status) => ({
    status,
    parts: parts.filter((part) => part.status === status).length,
  }))
    .filter(({ parts: n }) => n > 0)
    .toSorted((a, b) => HEALTH_RANK[b.status] - HEALTH_RANK[a.status]);
  return { status: worst.status, worst, counts };
}

/** What has no time is taken as old. */
function sinceMillis({ since }: Part): number {
  return since === null ? 0 : millis(since);
}
