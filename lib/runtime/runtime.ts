import type { ActionContext, RegistryContext } from '@/lib/actions';
import type { Auth } from '@/lib/auth/auth';
import type { Clusters } from '@/lib/cluster';
import type { Db } from '@/lib/db/client';
import type { Settings } from '@/lib/env';
import type { Live } from '@/lib/live';
import type { Actor, Clock } from '@/lib/model';
import type { LogsContext, ReadContext, RuleWithTarget } from '@/lib/reads';
import type { Discovered, Registry } from '@/lib/registry';
import type { Store } from '@/lib/store';
import type { Log } from './log';
import type { RequestMetrics } from './metrics';
import type { Streams } from './streams';

/** Everything that a running Pilothouse holds, made once by the composition root (lib/runtime/start). */
export interface Runtime {
  readonly settings: Settings;
  readonly log: Log;
  readonly now: Clock;
  readonly startedAt: Date;
  /** Names this process among the replicas: the epoch of its stream. */
  readonly instanceId: string;
  readonly db: Db;
  readonly auth: Auth;
  readonly store: Store;
  readonly clusters: Clusters;
  /** What registered itself. */
  readonly registry: Registry;
  /** Which Services of Kubernetes are given to clients of service discovery. */
  readonly discovered: Discovered;
  readonly live: Live;
  readonly streams: Streams;
  readonly metrics: RequestMetrics;
  readonly notificationRules: readonly RuleWithTarget[];
  /** Stops everything in order: writers first, then what they write to. */
  stop(): Promise<void>;
  /** What lib/reads needs, for one caller. */
  reads(actor: Actor): ReadContext;
  /** What the logs of clusters are read with, for one caller. */
  logs(actor: Actor): LogsContext;
  /** What lib/actions needs, for one caller. */
  actions(actor: Actor): ActionContext;
  /** What the registry is changed with, for one caller. */
  registers(actor: Actor): RegistryContext;
}

// Next compiles instrumentation.ts separately from the routes, so the runtime is on globalThis for both.
const SLOT = Symbol.for('pilothouse.runtime');
const slots = globalThis as { [SLOT]?: Runtime };

/** @throws Error before `startRuntime` has ended. */
export function getRuntime(): Runtime {
  const runtime = slots[SLOT];
  if (!runtime) throw new Error('Pilothouse has not started: start it by `npm start`.');
  return runtime;
}

export function hasRuntime(): boolean {
  return slots[SLOT] !== undefined;
}

export function setRuntime(runtime: Runtime): void {
  slots[SLOT] = runtime;
}
