import type { Db } from '@/lib/db/client';
import type {
  Actor,
  ClusterGateways,
  Clock,
  EnvironmentRule,
  Scope,
  ServiceLookup,
  World,
} from '@/lib/model';
import type { ActionKinds } from './kinds/kind';
import type { ActionKeys } from './seal';

/** A structured logger: pino's own shape. */
export interface ActionLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Where a test may end the process, to prove that the recovery completes what is left. */
export const FAULT_POINTS = ['intent-committed', 'written', 'verified'] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];
export interface Faults {
  at(point: FaultPoint): Promise<void>;
}

/** Executes Changes in the background: see runner.ts. */
export interface ChangeRunner {
  /** Begins the execution of a ready Change and returns; the rest runs in the background. False: it was no longer ready. */
  begin(number: number, by: Pick<Actor, 'id' | 'name'>): Promise<boolean>;
}

/** What the execution needs: the context of a use case without its caller. */
export interface ExecutionContext {
  readonly world: World;
  readonly db: Db;
  readonly clusters: ClusterGateways;
  /** The environments with the policies in force. */
  readonly environments: readonly EnvironmentRule[];
  readonly now: Clock;
  readonly log: ActionLog;
  readonly keys: ActionKeys;
  /** How long a written Change may take to complete; 15 minutes by default. */
  readonly verifyTimeoutMs?: number;
  /** What each action does; the product's own table by default. */
  readonly kinds?: ActionKinds;
  /** Set only by tests. */
  readonly faults?: Faults;
}

/** The context of every use case. */
export interface ActionContext extends ExecutionContext {
  /** What the actor may see. Everything else does not exist for them. */
  readonly scope: Scope;
  /** The services of this scope. */
  readonly services: ServiceLookup;
  readonly runner: ChangeRunner;
  readonly actor: Actor;
}
