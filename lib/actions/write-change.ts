import { updateLeased } from '@/lib/db/changes';
import { releaseLease } from '@/lib/db/leases';
import { isAppError, type ClusterGateway, type RawObject } from '@/lib/model';
import type { ExecutionContext } from './context';
import { endChange, type Ending, type InHand } from './end-change';
import { kindOf } from './kind-of';
import { holdLease, LeaseLost } from './lease';
import { basisOf, whatMoved } from './plan/basis';
import { withClearSentences } from './plan/clear-sentences';
import { draftPlan } from './plan/make-plan';
import { OPERATION_ANNOTATION, patchRequest } from './plan/patch';
import { numberAt, textAt } from './plan/raw';

/** A busy object moves under every attempt; after so many the Change is given up. */
const ATTEMPTS_MAX = 5;

type Step =
  | { readonly is: 'written'; readonly object: RawObject }
  | { readonly is: 'ended'; readonly ending: Ending }
  /** The object moved, or no answer came: look again. */
  | { readonly is: 'again'; readonly sent: boolean }
  /** The cluster cannot be asked now. */
  | { readonly is: 'unreachable'; readonly sentence: string };

/**
 * Writes a Change to its cluster, once. Each attempt first reads the object back: if it carries our operation, the write of an earlier
 * attempt, or of an executor that died, has arrived. The plan is then made again, and only an equal one is written, bound
 * to the version that was read: of two writes under way the server takes one.
 *
 * @returns the Change as written, or null when it ended here, or must wait until the cluster can be asked.
 */
export async function writeChange(ctx: ExecutionContext, hand: InHand): Promise<InHand | null> {
  const { change, lease } = hand;
  const { cluster } = change.steps[0].intent.target;
  const gateway = ctx.clusters.gateway(cluster);
  // Another executor had it before: it may have written.
  let mayBeWritten = lease.fence > 1;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const step: Step = gateway
      ? await tryWrite(ctx, hand, gateway)
      : { is: 'unreachable', sentence: `There is no cluster "${cluster}" any more.` };
    if (step.is === 'written') return record(ctx, hand, step.object);
    if (step.is === 'ended') return leave(endChange(ctx, hand, step.ending));
    if (step.is === 'again') mayBeWritten ||= step.sent;
    else if (mayBeWritten) return leave(park(ctx, hand, step.sentence));
    else return leave(endChange(ctx, hand, failed(`${step.sentence} Nothing was written.`)));
  }
  if (mayBeWritten) return leave(park(ctx, hand, `${cluster} gave no clear answer.`));
  return leave(
    endChange(
      ctx,
      hand,
      failed(`The object changed at each of ${ATTEMPTS_MAX} attempts; nothing was written.`),
    ),
  );
}

async function tryWrite(ctx: ExecutionContext, hand: InHand, gateway: ClusterGateway): Promise<Step> {
  const [step] = hand.change.steps;
  const { intent, operationId, plan } = step;
  const { keys } = ctx;
  try {
    const live = await gateway.read(intent.target);
    if (textAt(live, 'metadata', 'annotations', OPERATION_ANNOTATION) === operationId) {
      return { is: 'written', object: live };
    }
    const basis = basisOf(keys.seal, step);
    if (basis === null)
      return voided('It was planned under another secret of sessions; nothing was written.');
    const kind = kindOf(ctx, intent);
    const { resolved } = basis;
    const draft = await draftPlan({ gateway, kind, intent, resolved, operationId, keys, live });
    if (draft.hash !== plan.hash) {
      const moved = whatMoved(step, basis, draft);
      return voided(`The object has changed since the plan was made${moved}; nothing was written.`);
    }
    await holdLease(ctx, hand.lease);
    const request = patchRequest({ kind, planned: draft.planned, operationId, live: draft }, false);
    const object = await withClearSentences(gateway.patch(request), live, request.patch);
    await ctx.faults?.at('written');
    return { is: 'written', object };
  } catch (error) {
    return stepAfter(error);
  }
}

function stepAfter(error: unknown): Step {
  if (!isAppError(error)) throw error;
  switch (error.code) {
    case 'conflict':
      return { is: 'again', sent: false };
    case 'unknown-outcome':
      return { is: 'again', sent: true };
    case 'cluster-unavailable':
      return { is: 'unreachable', sentence: error.message };
    case 'not-found':
      return voided('The object is not there any more; nothing was written.');
    case 'invalid-input':
      return voided(`The object has changed since the plan was made. ${error.message}`);
    case 'cluster-refused':
      return { is: 'ended', ending: failed(`The cluster refused it: ${error.message}`) };
    default:
      throw error;
  }
}

async function record(ctx: ExecutionContext, { change, lease }: InHand, object: RawObject): Promise<InHand> {
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

/** Lets go of a Change that may be written or not; it is asked after again until the cluster answers. */
async function park(ctx: ExecutionContext, { change, lease }: InHand, why: string): Promise<void> {
  const sentence = `${why} Whether it was written is not known; Pilothouse keeps asking.`;
  const now = ctx.now();
  if (change.state !== 'unknown' || change.sentence !== sentence) {
    await ctx.db.transaction((tx) => updateLeased(tx, lease, { state: 'unknown', sentence, now }));
  }
  await releaseLease(ctx.db, lease);
}

const failed = (sentence: string): Ending => ({ state: 'failed', sentence });
const voided = (sentence: string): Step => ({ is: 'ended', ending: { state: 'void', sentence } });

async function leave(work: Promise<void>): Promise<null> {
  await work;
  return null;
}
