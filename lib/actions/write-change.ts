import { updateLeased } from '@/lib/db/changes';
import { releaseLease } from '@/lib/db/leases';
import type { RawObject } from '@/lib/model';
import { attemptWrite, type Attempted } from './attempt-write';
import type { ExecutionContext } from './context';
import { endChange, type Ending, type LeasedChange } from './end-change';
import { LeaseLost } from './lease';
import { numberAt, textAt } from './plan/raw';

/** An object that changes often may change at every attempt; after this many the Change fails. */
const ATTEMPTS_MAX = 5;

/**
 * Writes a Change to its cluster, once. Each attempt makes the plan again, and writes only an equal plan, bound to the version that
 * was read, so that the server accepts only one of two simultaneous writes.
 *
 * @returns the written Change, or null when it ended here, or must wait until the cluster answers.
 */
export async function writeChange(ctx: ExecutionContext, leased: LeasedChange): Promise<LeasedChange | null> {
  const [{ intent, boundGeneration }] = leased.change.steps;
  const { cluster } = intent.target;
  const gateway = ctx.clusters.gateway(cluster);
  // Stored by an earlier executor, which may have sent the write.
  let earlier = boundGeneration;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const step: Attempted = gateway
      ? await attemptWrite(ctx, { leased, gateway, earlier })
      : { is: 'unreachable', sentence: `There is no cluster "${cluster}" any more.` };
    if (step.is === 'written') return record(ctx, leased, step.object);
    if (step.is === 'ended') return leave(endChange(ctx, leased, step.ending));
    if (step.is === 'again') earlier ??= step.sent;
    else if (earlier !== null) return leave(park(ctx, leased, step.sentence));
    else return leave(endChange(ctx, leased, failed(`${step.sentence} Nothing was written.`)));
  }
  if (earlier !== null) return leave(park(ctx, leased, `${cluster} gave no clear answer.`));
  return leave(
    endChange(
      ctx,
      leased,
      failed(`The object changed at each of ${ATTEMPTS_MAX} attempts; nothing was written.`),
    ),
  );
}

async function record(
  ctx: ExecutionContext,
  { change, lease }: LeasedChange,
  object: RawObject,
): Promise<LeasedChange> {
  const now = ctx.now();
  const written = {
    resourceVersion: textAt(object, 'metadata', 'resourceVersion') ?? '',
    generation: numberAt(object, 'metadata', 'generation') ?? 0,
  };
  const sentence = 'It is written; the rollout is watched.';
  const mine = await ctx.db.transaction((tx) =>
    updateLeased(tx, lease, { state: 'verifying', sentence, written: { step: 0, ...written }, now }),
  );
  if (!mine) throw new LeaseLost();
  const [step, ...others] = change.steps;
  const steps = [{ ...step, written: { ...written, at: now } }, ...others] as const;
  return { lease, change: { ...change, state: 'verifying', sentence, steps } };
}

/** Releases a Change of which it is not known whether it was written; the recovery tries again until the cluster answers. */
async function park(ctx: ExecutionContext, { change, lease }: LeasedChange, why: string): Promise<void> {
  const sentence = `${why} Whether it was written is not known; Pilothouse keeps checking.`;
  const now = ctx.now();
  if (change.state !== 'unknown' || change.sentence !== sentence) {
    await ctx.db.transaction((tx) => updateLeased(tx, lease, { state: 'unknown', sentence, now }));
  }
  await releaseLease(ctx.db, lease);
}

const failed = (sentence: string): Ending => ({ state: 'failed', sentence });

async function leave(work: Promise<void>): Promise<null> {
  await work;
  return null;
}
