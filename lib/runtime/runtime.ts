import type { Auth } from '@/lib/auth/auth';
import type { Db } from '@/lib/db/client';
import type { Settings } from '@/lib/env';
import type { Clock } from '@/lib/model';
import type { Log } from './log';
import type { RequestMetrics } from './metrics';
import type { Streams } from './streams';

/** Everything that a running Pilothouse holds, made once by the composition root (lib/runtime/start). */
export interface Runtime {
  readonly settings: Settings;
  readonly log: Log;
  readonly now: Clock;
  readonly startedAt: Date;
  /** Names this process among the replicas: the epoch of its stream, the owner of its leases. */
  readonly instanceId: string;
  readonly db: Db;
  readonly auth: Auth;
  readonly streams: Streams;
  readonly metrics: RequestMetrics;
}

// Next bundles its instrumentation apart from the routes: what both must see hangs on globalThis.
const SLOT = Symbol.for('pilothouse.runtime');
const slots = globalThis as { [SLOT]?: Runtime };

/** @throws Error before `startRuntime` has ended. */
export function getRuntime(): Runtime {
  const runtime = slots[SLOT];
  if (!runtime) throw new Error('Pilothouse has not started: start it by `npm start`.');
  return runtime;
}

export function setRuntime(runtime: Runtime | undefined): void {
  slots[SLOT] = runtime;
}
