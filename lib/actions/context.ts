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

/** Where a test may end the process, to prove that what is left behind is picked up. */
export const FAULT_POINTS = ['intent-committed', 'written', 'verified'] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];
export interface Faults {
  at(point: FaultPoint): Promise<void>;
}

/** Carries Changes out behind the back of who asked: see runner.ts. */
export interface ChangeRunner {
  /** Begins the execution of a ready Change and returns; the rest goes on in the background. False: it was not ready any more. */
  begin(number: number, by: Pick<Actor, 'id' | 'name'>): Promise<boolean>;
}

/** What executing needs: a use case's context without the one who asks. */
export interface ExecutionContext {
  readonly world: World;
  readonly db: Db;
  readonly clusters: ClusterGateways;
  /** The environments with the policies that are in force. */
  readonly environments: readonly EnvironmentRule[];
  readonly now: Clock;
  readonly log: ActionLog;
  readonly keys: ActionKeys;
  /** How long a written Change may take to complete; 15 minutes unless given. */
  readonly verifyTimeoutMs?: number;
  /** What each action does; the product's own table unless given. */
  readonly kinds?: ActionKinds;
  /** Set by tests alone. */
  readonly faults?: Faults;
}

/** What every verb is given. */
export interface ActionContext extends ExecutionContext {
  /** Of the actor. What it does not hold is not there for them. */
  readonly scope: Scope;
  /** For this scope. */
  readonly services: ServiceLookup;
  readonly runner: ChangeRunner;
  readonly actor: Actor;
}
