import type { ChangeRecord } from '@/lib/db/change-record';
import { SYSTEM_ACTOR } from '@/lib/model';
import type { ExecutionContext } from './context';
import { decisionOn } from './load-change';

/**
 * Why a Change whose execution has begun must not be sent to its cluster any more, as sentences; null where it may. It is judged like one
 * that is ready, under the policy in force and up to its expiry: hours may lie between its begin and a later attempt, while no executor
 * ran or the cluster was away.
 */
export function sendRefusal(ctx: ExecutionContext, change: ChangeRecord): string | null {
  if (change.expiresAt <= ctx.now()) return 'It expired before it could be written';
  const refusal = decisionOn(ctx, SYSTEM_ACTOR, { ...change, state: 'approved' }).refusals.execute;
  if (refusal === null) return null;
  // Whether the cluster answers is known better by whoever has just read the object from it.
  if (refusal.code === 'cluster-unavailable' || refusal.code === 'not-found') return null;
  return `The policy in force does not allow it any more (${refusal.sentence.replace(/\.$/u, '')})`;
}
