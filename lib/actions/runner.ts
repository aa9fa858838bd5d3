import { appendAudit } from '@/lib/db/audit';
import type { ChangeRecord } from '@/lib/db/change-record';
import { readChangeRow, type Lease } from '@/lib/db/changes';
import type { Tx } from '@/lib/db/client';
import { beginExecution, releaseLease } from '@/lib/db/leases';
import { SYSTEM_ACTOR, type Actor } from '@/lib/model';
import type { ChangeRunner, ExecutionContext } from './context';
import { instanceId } from './instance';
import { keepLease, LeaseLost } from './lease';
import { decisionOn } from './load-change';
import { verifyChange } from './verify-change';
import { writeChange } from './write-change';

export interface RunnerOptions {
  /** The name of this process in leases; made from host, process id and a random part by default. */
  readonly instance?: string;
}

/** The executor of one process. */
export interface Runner extends ChangeRunner {
  readonly instance: string;
  readonly context: ExecutionContext;
  isRunning(number: number): boolean;
  /** Continues a Change whose lease was taken over. */
  resume(lease: Lease): void;
  /** Resolves when no Change is being executed. */
  idle(): Promise<void>;
  /** Stops watching, releases the leases, and resolves when everything has ended. Another process, or the next one, continues. */
  stop(): Promise<void>;
}

/** Creates the executor of Changes. Executions run in the background. */
export function createChangeRunner(context: ExecutionContext, options: RunnerOptions = {}): Runner {
  const instance = options.instance ?? instanceId();
  const running = new Map<number, Promise<void>>();
  const stopping = new AbortController();

  const resume = (lease: Lease) => {
    const work = carryOut(context, lease, stopping.signal).finally(() => running.delete(lease.number));
    running.set(lease.number, work);
  };
  const idle = async () => {
    while (running.size > 0) await Promise.all(running.values());
  };
  return {
    instance,
    context,
    isRunning: (number) => running.has(number),
    resume,
    idle,
    async begin(number, by) {
      if (stopping.signal.aborted) return false;
      const now = context.now();
      const lease = await context.db.transaction(async (tx) => {
        if (!(await isPermitted(context, tx, number))) return null;
        const taken = await beginExecution(tx, { number, owner: instance, now });
        if (taken !== null) await recordIntent(tx, { number, by, now });
        return taken;
      });
      if (lease !== null) resume(lease);
      return lease !== null;
    },
    async stop() {
      stopping.abort(new Stopped());
      await idle();
    },
  };
}

class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Whether the policies still allow the Change; they may have become stricter since its request. The actor was checked before. */
async function isPermitted(ctx: ExecutionContext, tx: Tx, number: number): Promise<boolean> {
  const change = await readChangeRow(tx, number);
  return change !== null && decisionOn(ctx, SYSTEM_ACTOR, change).refusals.execute === null;
}

interface Intent {
  readonly number: number;
  readonly by: Pick<Actor, 'id' | 'name'>;
  readonly now: Date;
}

/** Records the intent. It is committed before anything is sent, so that an intent without an outcome shows a crash. */
async function recordIntent(tx: Tx, { number, by, now }: Intent): Promise<void> {
  const change = await readChangeRow(tx, number);
  if (change === null) return;
  const [{ intent, plan, operationId }] = change.steps;
  await appendAudit(tx, {
    at: now,
    actor: by,
    action: 'change.intent',
    subject: change.id,
    sentence: `${change.id} is about to be written: ${change.title}.`,
    detail: { ...intent, planHash: change.planHash, diff: plan.diff, operationId },
  });
}

/** Writes and verifies one Change under its lease. Never throws: errors are logged, and the recovery tries again. */
async function carryOut(ctx: ExecutionContext, lease: Lease, stopping: AbortSignal): Promise<void> {
  const kept = keepLease(ctx, lease);
  try {
    const change = await readChangeRow(ctx.db.client, lease.number);
    if (change === null) return;
    await ctx.faults?.at('intent-committed');
    const leased = isWritten(change) ? { change, lease } : await writeChange(ctx, { change, lease });
    if (leased === null) return;
    await verifyChange(ctx, leased, AbortSignal.any([stopping, kept.lost]));
  } catch (error) {
    if (error instanceof LeaseLost) {
      ctx.log.info({ change: lease.number }, 'another executor has taken this change');
      return;
    }
    if (!(error instanceof Stopped)) {
      ctx.log.error(
        { err: error, change: lease.number },
        'a change could not be carried out; it is tried again',
      );
    }
    await releaseLease(ctx.db, lease).catch((cause: unknown) =>
      ctx.log.warn({ err: cause, change: lease.number }, 'a lease is left to run out'),
    );
  } finally {
    kept.stop();
  }
}

function isWritten(change: ChangeRecord): boolean {
  return change.steps.every(({ written }) => written !== null);
}
