import { updateLeased } from '@/lib/db/changes';
import type { ExecutionContext } from './context';
import { endChange, type Ending, type LeasedChange } from './end-change';
import { judgeChange, VERIFY_TIMEOUT_MS } from './judge-change';
import type { Verification } from './judge-rollout';
import { kindOf } from './kind-of';

/** How often a Change is judged without an event from the cluster: deadlines pass silently. */
const TICK_MS = 1000;

/**
 * Watches a written Change to its end and records the outcome. A stalled rollout is shown as such and not ended before its deadline.
 *
 * @throws the signal's reason when it is aborted, LeaseLost when another has the Change.
 */
export async function verifyChange(
  ctx: ExecutionContext,
  leased: LeasedChange,
  signal: AbortSignal,
): Promise<void> {
  const ending = await watchToEnd(ctx, leased, signal);
  await ctx.faults?.at('verified');
  await endChange(ctx, leased, ending);
}

function watchToEnd(ctx: ExecutionContext, leased: LeasedChange, signal: AbortSignal): Promise<Ending> {
  const { change } = leased;
  const [{ intent }] = change.steps;
  const { cluster } = intent.target;
  const timeoutMs = ctx.verifyTimeoutMs ?? VERIFY_TIMEOUT_MS;
  const action = kindOf(ctx, intent);
  return new Promise((resolve, reject) => {
    const report = createProgressReporter(ctx, leased);
    const look = () => {
      const verification = judgeSafely();
      if (verification === null) return;
      if (!verification.ended) report(verification.sentence);
      else settle(() => resolve(verification.ending));
    };
    const judgeSafely = (): Verification | null => {
      try {
        return judgeChange({ world: ctx.world, change, now: ctx.now(), timeoutMs, action });
      } catch (error) {
        settle(() => reject(error instanceof Error ? error : new Error(String(error))));
        return null;
      }
    };
    const onAbort = () => settle(() => reject(signal.reason as Error));
    const timer = setInterval(look, TICK_MS);
    const unsubscribe = ctx.world.subscribe(({ objects, clusters }) => {
      if (clusters.includes(cluster) || objects.some((moved) => moved.cluster === cluster)) look();
    });
    const settle = (how: () => void) => {
      clearInterval(timer);
      unsubscribe();
      signal.removeEventListener('abort', onAbort);
      how();
    };
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else look();
  });
}

/** Stores the progress of a Change in its row: one write at a time, and only the latest sentence. */
function createProgressReporter(
  ctx: ExecutionContext,
  { change, lease }: LeasedChange,
): (sentence: string) => void {
  let stored = change.sentence;
  let next: string | null = null;
  let writing = false;
  const write = async () => {
    writing = true;
    while (next !== null && next !== stored) {
      const sentence = next;
      await ctx.db.transaction((tx) => updateLeased(tx, lease, { sentence, now: ctx.now() }));
      stored = sentence;
    }
    writing = false;
  };
  return (sentence) => {
    next = sentence;
    if (writing) return;
    write().catch((error: unknown) => {
      writing = false;
      ctx.log.warn({ err: error, change: change.id }, 'the progress of a change could not be kept');
    });
  };
}
