import type { ChangeRecord } from '@/lib/db/change-record';
import { SYSTEM_ACTOR } from '@/lib/model';
import type { ExecutionContext } from './context';
import { decisionOn } from './load-change';

/**
 * Why a Change whose execution has begun must no longer be sent to its cluster, as sentences without the last full
 * stop; null where it may be sent. It is judged like a Change that is ready, by the policy in force and its expiry,
 * because a later attempt may come hours after the first: no executor ran, or the cluster did not answer.
 */
export function sendRefusal(ctx: ExecutionContext, change: ChangeRecord): string | null {
  if (change.expiresAt <= ctx.now()) return 'It expired before it could be written';
  const refusal = decisionOn(ctx, SYSTEM_ACTOR, { ...change, state: 'approved' }).refusals.execute;
  if (refusal === null) return null;
  // The caller has just read the object, so it knows better whether the cluster answers.
  if (refusal.code === 'cluster-unavailable' || refusal.code === 'not-found') return null;
  return `The policy in force no longer allows it (${refusal.sentence.replace(/\.$/u, '')})`;
}
