import { updateLeased } from '@/lib/db/changes';
import { isAppError, type ClusterGateway, type RawObject } from '@/lib/model';
import type { ExecutionContext } from './context';
import type { Ending, LeasedChange } from './end-change';
import { kindOf } from './kind-of';
import { holdLease, LeaseLost } from './lease';
import { basisOf, whatMoved, type Basis } from './plan/basis';
import { withClearSentences } from './plan/clear-sentences';
import { draftPlan } from './plan/make-plan';
import { OPERATION_ANNOTATION, patchRequest } from './plan/patch';
import { numberAt, textAt } from './plan/raw';
import { sendRefusal } from './send-refusal';

export interface Attempt {
  readonly leased: LeasedChange;
  readonly gateway: ClusterGateway;
  /** The generation that an earlier attempt was bound to, where that attempt may have been written; null where none was. */
  readonly earlier: number | null;
}

export type Attempted =
  | { readonly is: 'written'; readonly object: RawObject }
  | { readonly is: 'ended'; readonly ending: Ending }
  /** The object changed, or no answer came: try again. `sent` is the generation that a request without an answer was bound to. */
  | { readonly is: 'again'; readonly sent: number | null }
  /** The cluster does not answer now. */
  | { readonly is: 'unreachable'; readonly sentence: string };

/**
 * One attempt to write a Change. It first reads the object: if it has our operation annotation, the write of an earlier
 * attempt, or of an executor that died, has arrived. Others may have replaced that annotation since. So where an
 * earlier attempt may have been written, the write is sent again only to the same generation: our write would have
 * changed it.
 */
export async function attemptWrite(ctx: ExecutionContext, attempt: Attempt): Promise<Attempted> {
  const { leased, gateway, earlier } = attempt;
  const [step] = leased.change.steps;
  const { intent, operationId, plan } = step;
  let sent: number | null = null;
  try {
    const live = await gateway.read(intent.target);
    if (textAt(live, 'metadata', 'annotations', OPERATION_ANNOTATION) === operationId) {
      return { is: 'written', object: live };
    }
    const generation = numberAt(live, 'metadata', 'generation') ?? UNKNOWN_GENERATION;
    if (earlier !== null && (earlier === UNKNOWN_GENERATION || generation !== earlier)) return MOVED_ON;
    const refusal = sendRefusal(ctx, leased.change);
    if (refusal !== null) return ended('failed', refusal, earlier);
    const kind = kindOf(ctx, intent);
    const basis = basisOf(ctx.keys.seal, step, kind);
    if ('missing' in basis) return ended('void', basis.missing, earlier);
    const draft = await draftAgain(ctx, attempt, basis, live);
    if (draft.hash !== plan.hash) {
      const moved = whatMoved(step, basis, draft);
      return ended('void', `The object has changed since the plan was made${moved}`, earlier);
    }
    if (earlier === null) await keepBound(ctx, leased, generation);
    await holdLease(ctx, leased.lease);
    const request = patchRequest({ kind, planned: draft.planned, operationId, live: draft }, false);
    sent = generation;
    const object = await withClearSentences(gateway.patch(request), live, request.patch);
    await ctx.faults?.at('written');
    return { is: 'written', object };
  } catch (error) {
    return attemptedBy(error, { earlier, sent });
  }
}

/** Used as the generation of an object that has none, or whose generation was not stored. No object has it. */
const UNKNOWN_GENERATION = 0;

const MOVED_ON: Attempted = {
  is: 'ended',
  ending: {
    state: 'failed',
    sentence:
      'It is not known whether it was written: an earlier attempt may have succeeded, and the object has changed since. Pilothouse does not send it again.',
    mayBeWritten: true,
  },
};

function draftAgain(ctx: ExecutionContext, { leased, gateway }: Attempt, basis: Basis, live: RawObject) {
  const [{ intent, operationId }] = leased.change.steps;
  const { keys } = ctx;
  const { resolved } = basis;
  return draftPlan({ gateway, kind: kindOf(ctx, intent), intent, resolved, operationId, keys, live });
}

/** @throws LeaseLost where another executor has the Change. */
async function keepBound(ctx: ExecutionContext, { lease }: LeasedChange, generation: number): Promise<void> {
  const bound = { step: 0, generation };
  const mine = await ctx.db.transaction((tx) => updateLeased(tx, lease, { bound, now: ctx.now() }));
  if (!mine) throw new LeaseLost();
}

function attemptedBy(
  error: unknown,
  { earlier, sent }: { readonly earlier: number | null; readonly sent: number | null },
): Attempted {
  if (!isAppError(error)) throw error;
  switch (error.code) {
    case 'conflict':
      return { is: 'again', sent: null };
    case 'unknown-outcome':
      return { is: 'again', sent };
    case 'cluster-unavailable':
      return { is: 'unreachable', sentence: error.message };
    case 'not-found':
      return ended('void', 'The object no longer exists', earlier);
    case 'invalid-input':
      return refused('void', `The object has changed since the plan was made. ${error.message}`, earlier);
    case 'cluster-refused':
      return refused('failed', `The cluster refused it: ${error.message}`, earlier);
    default:
      throw error;
  }
}

/**
 * Ends a Change without a write by this attempt. `void` promises that nothing was written, so it is `failed` where an earlier attempt may
 * have been.
 */
function ended(state: 'void' | 'failed', reason: string, earlier: number | null): Attempted {
  return earlier === null
    ? { is: 'ended', ending: { state, sentence: `${reason}; nothing was written.` } }
    : { is: 'ended', ending: mayBeWritten(`${reason}; an earlier attempt may have been written.`) };
}

/** The same with a reason of whole sentences, which say themselves that this attempt wrote nothing. */
function refused(state: 'void' | 'failed', reason: string, earlier: number | null): Attempted {
  return earlier === null
    ? { is: 'ended', ending: { state, sentence: reason } }
    : { is: 'ended', ending: mayBeWritten(`${reason} An earlier attempt may have been written.`) };
}

function mayBeWritten(sentence: string): Ending {
  return { state: 'failed', sentence, mayBeWritten: true };
}
