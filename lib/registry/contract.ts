import type { Db, Tx } from '@/lib/db/client';
import type { ProbePicture, RegisteredInstance, RegisteredPicture } from '@/lib/model';
import type { RegistryClock } from './clock';
import type { RegistryTimer } from './loop';
import type { EndpointTargets } from './probes/endpoints';
import type { InstanceKey, KeptInstance } from './rules/kept';
import type { NewCheck, NewInstance } from './rules/register';
import type { Report } from './rules/report';
import type { Table } from './table';
import type { HeldTokens } from './tokens';

export interface RegistryOptions {
  readonly db: Db;
  /** The name of this process among the replicas. */
  readonly owner: string;
  readonly protectionShare: number;
  readonly maxInstances: number;
  /** Ranges of addresses that Pilothouse may probe, and clusters whose pods it reaches; absent: nothing is probed. */
  readonly probes?: { readonly allow: readonly string[]; readonly clusters: readonly string[] };
  /** Endpoints of Kubernetes Services that are to be probed; absent: none. */
  readonly endpoints?: () => Iterable<EndpointTargets>;
  readonly onError: (error: unknown, what: string) => void;
  /** The process's own clock in ms, which never goes back. Tests pass their own, and their own timer. */
  readonly monotonic?: () => number;
  readonly timer?: RegistryTimer;
}

/** Further writes in the transaction of a change; not called where nothing changes. */
type Within = (tx: Tx) => Promise<void>;
type Drained = { readonly reason: string; readonly by: string };

/** The calls about instances. A change is committed when its promise resolves, and other processes are notified. */
export interface InstanceCalls {
  /** @param options Whether checks of the instance that are not in `wanted` are kept. */
  register(
    key: InstanceKey,
    wanted: NewInstance,
    options?: { readonly keepOtherChecks?: boolean },
  ): Promise<RegisteredInstance>;
  /**
   * Takes a heartbeat. One that changes nothing is only kept in memory, and the call returns undefined at once.
   *
   * @throws AppError `not-found` where no process knows the instance, or it has no such check.
   */
  report(key: InstanceKey, said: Report): Promise<void> | undefined;
  /** Finds an instance that another process may have registered a moment ago. */
  find(find: () => InstanceKey | null): Promise<KeptInstance | null>;
  drain(key: InstanceKey, drained: Drained | null, within?: Within): Promise<RegisteredInstance>;
  /**
   * @param by The person who removes it; null: the instance itself.
   * @returns whether it was registered.
   */
  deregister(key: InstanceKey, by: string | null, within?: Within): Promise<boolean>;
  addCheck(key: InstanceKey, check: NewCheck): Promise<void>;
  removeCheck(key: InstanceKey, check: string): Promise<void>;
}

/** The registry as one process serves it. */
export interface Registry extends InstanceCalls {
  /** Read without the database. */
  readonly picture: RegisteredPicture;
  readonly table: Table;
  readonly clock: RegistryClock;
  readonly tokens: HeldTokens;
  /** Results of probes. Read without the database. */
  readonly probes: ProbePicture;
  /** Aborted when the process ends, so that blocking queries are answered. */
  readonly closing: AbortSignal;
  /** Sweeps and flushes now; for tests. */
  turn(): Promise<void>;
  stop(): Promise<void>;
}
