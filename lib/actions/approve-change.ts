import { createApproval } from '@/lib/db/approvals';
import { appendAudit } from '@/lib/db/audit';
import type { ChangeRecord } from '@/lib/db/change-record';
import { readChangeRow, updateChange } from '@/lib/db/changes';
import { AppError } from '@/lib/model';
import { approvalsGiven } from '@/lib/policy';
import type { ActionContext } from './context';
import { decisionOn, loadChange, mustBeAllowed, mustBeSeen } from './load-change';
import { waitingSentence } from './waiting-sentence';

export interface Approval {
  /** The hash of the plan that the approver saw. */
  readonly planHash: string;
  readonly reason?: string;
}

/**
 * Approves a Change. With the last approval that its environment demands, its execution begins in the background.
 *
 * @throws AppError `not-found`, `forbidden`, `conflict` (it does not wait for approval), `changed-since-planned` (its
 * plan is not the one that was seen).
 */
export async function approveChange(
  ctx: ActionContext,
  id: string,
  approval: Approval,
): Promise<ChangeRecord> {
  const change = await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const found = await loadChange(ctx, tx, id);
    const { refusals, approvalsNeeded } = decisionOn(ctx, ctx.actor, found);
    mustBeAllowed(refusals.approve);
    mustBeSeen(found, approval.planHash);
    const { reason = '' } = approval;
    const approved = { change: found, actor: ctx.actor, planHash: found.planHash, reason, at: now };
    await createApproval(tx, { ...approved, decision: 'approved' });
    const left = approvalsNeeded - approvalsGiven(found) - 1;
    await updateChange(tx, found.number, {
      state: left > 0 ? 'awaiting-approval' : 'approved',
      sentence: left > 0 ? waitingSentence(left, found.owner) : 'It is approved and will be executed now.',
      ...(left > 0 ? {} : { approvedAt: now }),
      now,
    });
    await appendAudit(tx, {
      at: now,
      actor: ctx.actor,
      action: 'change.approved',
      subject: found.id,
      sentence: `${ctx.actor.name} approved ${found.id}: ${found.title}.`,
      detail: { planHash: found.planHash, reason, approvalsLeft: Math.max(0, left) },
    });
    return readChangeRow(tx, found.number);
  });
  if (change === null) throw new AppError('not-found', `There is no change "${id}".`);
  if (change.state === 'approved') await ctx.runner.begin(change.number, ctx.actor);
  return (await readChangeRow(ctx.db.client, change.number)) ?? change;
}
