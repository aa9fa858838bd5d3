import type { KeptInstance } from './kept';

/** Counts of instances whose heartbeats are expected, for protection. */
export interface Awaited {
  /** How many have heartbeats in time, in all services. */
  readonly beating: number;
  /** Services with an instance that must send heartbeats. */
  services(): Iterable<string>;
  /** Services with silent instances, and when each of these fell silent. */
  silent(): Iterable<SilentService>;
}

export interface SilentService {
  readonly service: string;
  readonly beating: number;
  readonly lapsedAt: readonly number[];
}

interface OfService {
  beating: number;
  /** When an instance fell silent, by its id. */
  readonly lapsedAt: Map<string, number>;
}

/** Updated as instances are added, changed and removed, so that the cost of one change is constant. */
export class AwaitedTally implements Awaited {
  readonly #services = new Map<string, OfService>();
  readonly #silent = new Set<string>();
  #beating = 0;

  get beating(): number {
    return this.#beating;
  }

  services(): Iterable<string> {
    return this.#services.keys();
  }

  *silent(): Iterable<SilentService> {
    for (const service of this.#silent) {
      const held = this.#services.get(service);
      if (held === undefined) continue;
      yield { service, beating: held.beating, lapsedAt: [...held.lapsedAt.values()] };
    }
  }

  add(instance: Pick<KeptInstance, 'service' | 'id' | 'checks'>): void {
    const lapsedAt = lapsedAtOf(instance);
    if (lapsedAt === undefined) return;
    const { service, id } = instance;
    const held = this.#services.get(service) ?? { beating: 0, lapsedAt: new Map<string, number>() };
    this.#services.set(service, held);
    if (lapsedAt === null) {
      held.beating += 1;
      this.#beating += 1;
    } else {
      held.lapsedAt.set(id, lapsedAt);
      this.#silent.add(service);
    }
  }

  /** @param instance As it was added. */
  remove(instance: Pick<KeptInstance, 'service' | 'id' | 'checks'>): void {
    const lapsedAt = lapsedAtOf(instance);
    const { service, id } = instance;
    const held = this.#services.get(service);
    if (lapsedAt === undefined || held === undefined) return;
    if (lapsedAt === null) {
      held.beating -= 1;
      this.#beating -= 1;
    } else held.lapsedAt.delete(id);
    if (held.lapsedAt.size > 0) return;
    this.#silent.delete(service);
    if (held.beating === 0) this.#services.delete(service);
  }
}

/** When an instance fell silent; null: its heartbeats are in time; undefined: it has no TTL. */
function lapsedAtOf({ checks }: Pick<KeptInstance, 'checks'>): number | null | undefined {
  if (!checks.some(({ ttlMs }) => ttlMs !== null)) return undefined;
  const last = checks.reduce((latest, { lapsed }) => Math.max(latest, lapsed?.at ?? 0), 0);
  return last === 0 ? null : last;
}
