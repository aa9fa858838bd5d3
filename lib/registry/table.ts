import type { RegisteredInstance } from '@/lib/model';
import type { Beats } from './beats';
import { AwaitedTally, type Awaited } from './rules/awaited';
import type { InstanceKey, KeptCheck, KeptInstance } from './rules/kept';
import { Slots } from './slots';

/** The changes of one commit. */
export interface TableChange {
  readonly index: number;
  readonly upserts: readonly KeptInstance[];
  readonly removed: readonly InstanceKey[];
}

/** One service in memory; of a service without instances only its index. */
export interface ServiceHeld {
  readonly instances: ReadonlyMap<string, KeptInstance>;
  /** The index of the last change of any of its instances, also of a removal. */
  readonly index: number;
}

interface MutableService extends ServiceHeld {
  instances: Map<string, KeptInstance>;
  index: number;
  sorted: readonly KeptInstance[] | null;
}

/** The registry in the memory of one process. Instances are replaced, never modified. */
export class Table {
  readonly #services = new Map<string, MutableService>();
  readonly #byId = new Map<string, Map<string, KeptInstance>>();
  readonly #byCheck = new Map<string, Map<string, KeptInstance>>();
  readonly #probed = new Map<string, KeptInstance>();
  readonly slots = new Slots();
  readonly #awaited = new AwaitedTally();
  #index = 0;
  #catalogIndex = 1;
  #size = 0;

  constructor(readonly beats: Beats) {}

  get index(): number {
    return this.#index;
  }

  /** The index of the last change of the list of services or their tags. */
  get catalogIndex(): number {
    return this.#catalogIndex;
  }

  get size(): number {
    return this.#size;
  }

  /** Counts of instances whose heartbeats are expected. */
  get awaited(): Awaited {
    return this.#awaited;
  }

  get({ service, id }: InstanceKey): KeptInstance | null {
    return this.#services.get(service)?.instances.get(id) ?? null;
  }

  /** Names of services that have an instance, sorted. */
  services(): string[] {
    const names = [...this.#services].filter(([, { instances }]) => instances.size > 0);
    return names.map(([name]) => name).sort();
  }

  /** The instances of a service by id; empty where there is none. The same list until the service changes. */
  instances(service: string): readonly KeptInstance[] {
    const held = this.#services.get(service);
    if (held === undefined) return [];
    return (held.sorted ??= [...held.instances.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  *all(): Iterable<KeptInstance> {
    for (const { instances } of this.#services.values()) yield* instances.values();
  }

  /** The index that a query of a service waits for; null for a service that never existed. */
  serviceIndex(service: string): number | null {
    return this.#services.get(service)?.index ?? null;
  }

  /** Instances with this id, whatever their service: Consul names an instance by its id alone. */
  withId(id: string): readonly KeptInstance[] {
    return [...(this.#byId.get(id)?.values() ?? [])];
  }

  /** Instances that have a check of this id. */
  withCheck(check: string): readonly KeptInstance[] {
    return [...(this.#byCheck.get(check)?.values() ?? [])];
  }

  /** Instances that have a check which Pilothouse itself probes. */
  probed(): readonly KeptInstance[] {
    return [...this.#probed.values()];
  }

  /** The last heartbeat of a check at any process. */
  lastSeen(check: KeptCheck): number {
    const reported = check.reportedAt ?? check.since;
    if (check.slot === null) return reported;
    const seen = this.beats.seen(check.slot);
    // An earlier heartbeat belongs to the check that had the slot before.
    return seen > check.since ? Math.max(seen, reported) : reported;
  }

  /** Applies a change, and returns the services that it touches. */
  apply({ index, upserts, removed }: TableChange, now: number): string[] {
    const touched = new Map<string, number>();
    for (const key of removed) {
      if (!this.#remove(key, now)) continue;
      touched.set(key.service, index);
      this.#catalogIndex = Math.max(this.#catalogIndex, index);
    }
    for (const next of upserts) {
      const before = this.get(next);
      if (before === null || before.tags.join('\n') !== next.tags.join('\n')) {
        this.#catalogIndex = Math.max(this.#catalogIndex, next.modifyIndex);
      }
      this.#put(next, now);
      touched.set(next.service, Math.max(next.modifyIndex, touched.get(next.service) ?? 0));
    }
    for (const [service, at] of touched) {
      const held = this.#services.get(service);
      if (held !== undefined) Object.assign(held, { index: Math.max(held.index, at), sorted: null });
    }
    this.#index = Math.max(this.#index, index);
    return [...touched.keys()];
  }

  /** Sets the index of a service whose instance was removed, as the events have it. */
  left(service: string, index: number): void {
    const held = this.#serviceOf(service);
    held.index = Math.max(held.index, index);
  }

  /** The instance as other rooms read it: with the times of its heartbeats. */
  view(kept: KeptInstance): RegisteredInstance {
    const checks = kept.checks.map((check) => ({
      id: check.id,
      name: check.name,
      status: check.status,
      output: check.output,
      ttlMs: check.ttlMs,
      reportedAt: this.#reportedAt(check),
      heard: check.heard,
      probe: check.probe,
    }));
    const lastSeenAt = checks.reduce(
      (last, { reportedAt }) => Math.max(last, reportedAt ?? 0),
      kept.registeredAt,
    );
    return { ...kept, checks, lastSeenAt };
  }

  #reportedAt(check: KeptCheck): number | null {
    const seen = this.lastSeen(check);
    return seen === check.since ? check.reportedAt : seen;
  }

  #serviceOf(service: string): MutableService {
    let held = this.#services.get(service);
    if (held === undefined) {
      held = { instances: new Map(), index: 0, sorted: null };
      this.#services.set(service, held);
    }
    return held;
  }

  #put(next: KeptInstance, now: number): void {
    const service = this.#serviceOf(next.service);
    const before = service.instances.get(next.id);
    if (before === undefined) this.#size += 1;
    else this.#unlink(before);
    const slots = new Set(next.checks.map(({ slot }) => slot));
    for (const { slot } of before?.checks ?? [])
      if (slot !== null && !slots.has(slot)) this.slots.free(slot, now);
    for (const slot of slots) if (slot !== null) this.slots.use(slot);
    service.instances.set(next.id, next);
    this.#awaited.add(next);
    link(this.#byId, next.id, next);
    if (next.checks.some(({ probe }) => probe !== null)) this.#probed.set(keyOf(next), next);
    for (const { id } of next.checks) if (next.source === 'consul') link(this.#byCheck, id, next);
  }

  #remove({ service, id }: InstanceKey, now: number): boolean {
    const held = this.#services.get(service);
    const before = held?.instances.get(id);
    if (held === undefined || before === undefined) return false;
    held.instances.delete(id);
    this.#size -= 1;
    this.#unlink(before);
    for (const { slot } of before.checks) if (slot !== null) this.slots.free(slot, now);
    return true;
  }

  #unlink(before: KeptInstance): void {
    this.#awaited.remove(before);
    unlink(this.#byId, before.id, keyOf(before));
    this.#probed.delete(keyOf(before));
    for (const { id } of before.checks) unlink(this.#byCheck, id, keyOf(before));
  }
}

function keyOf({ service, id }: InstanceKey): string {
  return `${service}\n${id}`;
}

type Index = Map<string, Map<string, KeptInstance>>;

function link(index: Index, key: string, held: KeptInstance): void {
  let those = index.get(key);
  if (those === undefined) index.set(key, (those = new Map<string, KeptInstance>()));
  those.set(keyOf(held), held);
}

function unlink(index: Index, key: string, of: string): void {
  const those = index.get(key);
  those?.delete(of);
  if (those?.size === 0) index.delete(key);
}
