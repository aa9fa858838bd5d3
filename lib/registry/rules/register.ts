import { canonicalJson, type CheckStatus } from '@/lib/model';
import type { KeptCheck, KeptEvent, KeptInstance, Outcome, ProbeDefinition } from './kept';
import { worstOf } from './status';

export interface NewCheck {
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  readonly ttlMs: number | null;
  readonly probe: ProbeDefinition | null;
  /** The first status; a check that exists already keeps its status, unless `reported`. */
  readonly status: CheckStatus;
  readonly output: string;
  /** Whether the registration is a report too: the check has this status from now on. */
  readonly reported: boolean;
}

export interface NewInstance extends Omit<
  KeptInstance,
  | 'checks'
  | 'status'
  | 'drained'
  | 'registeredAt'
  | 'statusSince'
  | 'createIndex'
  | 'modifyIndex'
  | 'service'
  | 'id'
> {
  readonly checks: readonly NewCheck[];
}

interface RegisterOptions {
  readonly service: string;
  readonly id: string;
  readonly at: number;
  /** Takes a free slot for the heartbeats of a check. */
  readonly takeSlot: () => number;
  /** Whether checks that are not in `wanted` are kept. */
  readonly keepOtherChecks?: boolean;
}

/**
 * Registers an instance. One that is registered already keeps its time of registration, whether it is drained, and the state of its kept
 * checks; registering the same again changes nothing.
 */
export function register(held: KeptInstance | null, wanted: NewInstance, options: RegisterOptions): Outcome {
  const { service, id, at } = options;
  const given = wanted.checks.map((check) => keptCheck(check, held, options));
  const others = options.keepOtherChecks === true ? (held?.checks ?? []) : [];
  const checks = [...given, ...others.filter(({ id: other }) => !given.some((check) => check.id === other))];
  const status = worstOf(checks);
  const next: KeptInstance = {
    ...wanted,
    service,
    id,
    checks,
    status,
    drained: held?.drained ?? null,
    registeredAt: held?.registeredAt ?? at,
    statusSince: held?.status === status ? held.statusSince : at,
    createIndex: held?.createIndex ?? 0,
    modifyIndex: held?.modifyIndex ?? 0,
  };
  if (held !== null && canonicalJson(held) === canonicalJson(next)) return { next: held, events: [] };
  return { next, events: eventsOf(held, next) };
}

/** Adds a check to an instance, or replaces the one of the same id. */
export function addCheck(held: KeptInstance, check: NewCheck, options: RegisterOptions): Outcome {
  const kept = keptCheck(check, held, options);
  const others = held.checks.filter(({ id }) => id !== check.id);
  const checks = [...others, kept];
  const status = worstOf(checks);
  const statusSince = status === held.status ? held.statusSince : options.at;
  return { next: { ...held, checks, status, statusSince }, events: [] };
}

function keptCheck(check: NewCheck, held: KeptInstance | null, { at, takeSlot }: RegisterOptions): KeptCheck {
  const { id, name, notes, ttlMs, probe } = check;
  const before = held?.checks.find((other) => other.id === id);
  const state = { status: check.status, output: check.output, lapsed: null };
  // Its earlier heartbeats still count where the check had a TTL before too.
  if (before !== undefined && (before.ttlMs === null) === (ttlMs === null)) {
    const kept = { ...before, name, notes, ttlMs, probe };
    const reported = check.reported && (before.status !== check.status || before.lapsed !== null);
    return reported ? { ...kept, ...state, reportedAt: at } : kept;
  }
  const slot = ttlMs === null ? null : takeSlot();
  const reportedAt = check.reported ? at : null;
  return { id, name, notes, ttlMs, probe, heard: null, slot, since: at, reportedAt, ...state };
}

function eventsOf(held: KeptInstance | null, { service, id: instance, address, port, status }: KeptInstance) {
  const events: KeptEvent[] = [];
  const where = port === null ? address : `${address}:${port}`;
  if (held === null) {
    events.push({
      service,
      instance,
      kind: 'joined',
      sentence: `${instance} joined ${service} at ${where}.`,
    });
  } else if (held.address !== address || held.port !== port) {
    const sentence = `${instance} of ${service} is at ${where} now.`;
    events.push({ service, instance, kind: 'joined', sentence });
  }
  if (held !== null && held.status !== status) {
    events.push({
      service,
      instance,
      kind: status,
      sentence: `${instance} of ${service} is ${status} again.`,
    });
  }
  return events;
}
