import { HEALTH, HEALTH_RANK, type Health } from '@/lib/model';
import { millis } from '../times';

/** One part of a whole: a placement of a service, a service of a system. */
export interface Part {
  readonly status: Health;
  readonly message: string;
  /** ISO 8601; null when it is not known. */
  readonly since: string | null;
}

/** The whole of several parts. */
export interface Aggregate<T extends Part> {
  /** The status of the worst part; *Idle* parts beside others do not count, as in a placement. */
  readonly status: Health;
  /** The part whose reason is shown for the whole; of equally bad ones the most recent. */
  readonly worst: T;
  /** How many parts have each status, the worst first; without statuses of no part. */
  readonly counts: readonly { readonly status: Health; readonly parts: number }[];
}

/** The worst of several parts, and how many parts have each status. Null where there is no part. */
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

/** A part without a time counts as the oldest. */
function sinceMillis({ since }: Part): number {
  return since === null ? 0 : millis(since);
}
