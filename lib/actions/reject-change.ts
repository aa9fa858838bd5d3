import { createApproval } from '@/lib/db/approvals';
import { appendAudit } from '@/lib/db/audit';
import type { ChangeRecord } from '@/lib/db/change-record';
import { updateChange } from '@/lib/db/changes';
import { invalidField } from '@/lib/model';
import type { ActionContext } from './context';
import { decisionOn, loadChange, mustBeAllowed } from './load-change';

/**
 * Rejects a Change that waits for approval, with a reason.
 *
 * @throws AppError `not-found`, `forbidden`, `conflict`; `invalid-input` where no reason is given.
 */
export async function rejectChange(
  ctx: ActionContext,
  id: string,
  { reason }: { readonly reason: string },
): Promise<ChangeRecord> {
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const change = await loadChange(ctx, tx, id);
    mustBeAllowed(decisionOn(ctx, ctx.actor, change).refusals.reject);
    const words = reason.trim();
    if (words === '')
      throw invalidField('reason', 'Say why: the requester has to know what to do differently.');
    const { planHash, number } = change;
    await createApproval(tx, {
      change,
      actor: ctx.actor,
      planHash,
      decision: 'rejected',
      reason: words,
      at: now,
    });
    const sentence = `${ctx.actor.name} rejected it: ${words}`;
    await updateChange(tx, number, { state: 'rejected', sentence, endedAt: now, now });
    await appendAudit(tx, {
      at: now,
      actor: ctx.actor,
      action: 'change.rejected',
      subject: change.id,
      sentence: `${ctx.actor.name} rejected ${change.id}: ${change.title}.`,
      detail: { planHash, reason: words },
    });
    return { ...change, state: 'rejected', sentence, endedAt: now, updatedAt: now };
  });
}
