import { appendAudit } from '@/lib/db/audit';
import type { ChangeRecord } from '@/lib/db/change-record';
import { updateChange } from '@/lib/db/changes';
import type { ActionContext } from './context';
import { decisionOn, loadChange, mustBeAllowed } from './load-change';

/**
 * Cancels a Change whose execution has not begun.
 *
 * @throws AppError `not-found`, `forbidden`, `conflict`.
 */
export async function cancelChange(
  ctx: ActionContext,
  id: string,
  { reason = '' }: { readonly reason?: string } = {},
): Promise<ChangeRecord> {
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const change = await loadChange(ctx, tx, id);
    mustBeAllowed(decisionOn(ctx, ctx.actor, change).refusals.cancel);
    const sentence =
      reason === '' ? `${ctx.actor.name} cancelled it.` : `${ctx.actor.name} cancelled it: ${reason}`;
    await updateChange(tx, change.number, { state: 'cancelled', sentence, endedAt: now, now });
    await appendAudit(tx, {
      at: now,
      actor: ctx.actor,
      action: 'change.cancelled',
      subject: change.id,
      sentence: `${ctx.actor.name} cancelled ${change.id}: ${change.title}.`,
      detail: { reason },
    });
    return { ...change, state: 'cancelled', sentence, endedAt: now, updatedAt: now };
  });
}
