import type { InstanceKey, KeptCheck, KeptInstance } from './kept';
import type { ProtectionState } from './protection';
import type { Silent } from './report';

export interface SweepInput {
  readonly instances: Iterable<KeptInstance>;
  /** When a check was last heard of, by anyone. */
  readonly lastSeen: (check: KeptCheck) => number;
  readonly now: number;
  /** Up to when every process's heartbeats are known here: nothing after it counts as silence. */
  readonly heardThrough: number;
  /** Since when somebody listened without a gap: the time before it is held against no one. */
  readonly upSince: number;
  readonly protection: Pick<ProtectionState, 'protects'>;
}

export interface SweepPlan {
  readonly lapses: readonly (InstanceKey & { readonly silent: Silent })[];
  readonly removals: readonly InstanceKey[];
  /** Whether something stays that would be removed, were it not protected. */
  readonly holdsBack: boolean;
  /** When the next one is due, if nothing is heard of it; Infinity: nothing waits. */
  readonly nextAt: number;
}

/** When a check lapses unless it is heard of; Infinity: never. */
export function lapsesAt(check: KeptCheck, lastSeen: number, upSince: number): number {
  if (check.ttlMs === null || check.status === 'critical') return Infinity;
  return Math.max(lastSeen, upSince) + check.ttlMs;
}

/** When an instance is removed unless it gets better; Infinity: never by itself. */
export function removedAt({ status, statusSince, deregisterAfterMs }: KeptInstance, upSince: number): number {
  if (status !== 'critical' || deregisterAfterMs === null) return Infinity;
  return Math.max(statusSince, upSince) + deregisterAfterMs;
}

/** When something of an instance is due, unless it is heard of; Infinity: never. */
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

/** What lapses and what is removed now. */
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
