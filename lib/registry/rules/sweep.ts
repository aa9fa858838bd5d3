import type { InstanceKey, KeptCheck, KeptInstance } from './kept';
import type { ProtectionState } from './protection';
import type { Silent } from './report';

export interface SweepInput {
  readonly instances: Iterable<KeptInstance>;
  /** The last heartbeat of a check at any process. */
  readonly lastSeen: (check: KeptCheck) => number;
  readonly now: number;
  /** The time up to which every process's heartbeats are known here: later time does not count as silence. */
  readonly heardThrough: number;
  /** Since when heartbeats were received without a gap: earlier time does not count as silence. */
  readonly upSince: number;
  readonly protection: Pick<ProtectionState, 'protects'>;
}

export interface SweepPlan {
  readonly lapses: readonly (InstanceKey & { readonly silent: Silent })[];
  readonly removals: readonly InstanceKey[];
  /** Whether protection keeps an instance that would be removed otherwise. */
  readonly holdsBack: boolean;
  /** When the next lapse or removal is due without a further heartbeat; Infinity: none. */
  readonly nextAt: number;
}

/** When a check lapses without a further heartbeat; Infinity: never. */
export function lapsesAt(check: KeptCheck, lastSeen: number, upSince: number): number {
  if (check.ttlMs === null || check.status === 'critical') return Infinity;
  return Math.max(lastSeen, upSince) + check.ttlMs;
}

/** When an instance is removed if it stays critical; Infinity: never automatically. */
export function removedAt({ status, statusSince, deregisterAfterMs }: KeptInstance, upSince: number): number {
  if (status !== 'critical' || deregisterAfterMs === null) return Infinity;
  return Math.max(statusSince, upSince) + deregisterAfterMs;
}

/** When an instance lapses or is removed without a further heartbeat; Infinity: never. */
export function dueAt(
  instance: KeptInstance,
  lastSeen: (check: KeptCheck) => number,
  upSince: number,
): number {
  const lapses = instance.checks.map((check) =>
    check.ttlMs === null ? Infinity : lapsesAt(check, lastSeen(check), upSince),
  );
  return Math.min(removedAt(instance, upSince), ...lapses);
}

/** The checks that lapse and the instances that are removed now. */
export function planSweep({
  instances,
  lastSeen,
  now,
  heardThrough,
  upSince,
  protection,
}: SweepInput): SweepPlan {
  const lapses: (InstanceKey & { silent: Silent })[] = [];
  const removals: InstanceKey[] = [];
  let nextAt = Infinity;
  let holdsBack = false;
  for (const instance of instances) {
    const { service, id } = instance;
    let silent: Map<string, number> | null = null;
    for (const check of instance.checks) {
      const seen = check.ttlMs === null ? 0 : lastSeen(check);
      const at = lapsesAt(check, seen, upSince);
      if (at > now || at > heardThrough) nextAt = Math.min(nextAt, Math.max(at, now));
      else (silent ??= new Map<string, number>()).set(check.id, seen);
    }
    if (silent !== null) lapses.push({ service, id, silent });
    const at = removedAt(instance, upSince);
    if (at > now) nextAt = Math.min(nextAt, at);
    else if (protection.protects(service)) holdsBack = true;
    else removals.push({ service, id });
  }
  return { lapses, removals, holdsBack, nextAt };
}
