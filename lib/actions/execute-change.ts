import type { ChangeRecord } from '@/lib/db/change-record';
import { readChangeRow } from '@/lib/db/changes';
import type { ActionContext } from './context';
import { decisionOn, loadChange, mustBeAllowed, mustBeSeen } from './load-change';

/**
 * Begins to execute a Change and returns; watch the Change to see the result.
 *
 * A Change that is already being executed is returned unchanged: a second click does nothing.
 *
 * @throws AppError `not-found`, `forbidden`, `conflict` (not ready, or ended),
 * `changed-since-planned` (its plan is not the one that was seen), `cluster-unavailable`.
 */
export async function executeChange(
  ctx: ActionContext,
  id: string,
  { planHash }: { readonly planHash: string },
): Promise<ChangeRecord> {
  const change = await ctx.db.transaction(async (tx) => {
    const found = await loadChange(ctx, tx, id);
    if (!isUnderWay(found)) mustBeAllowed(decisionOn(ctx, ctx.actor, found).refusals.execute);
    mustBeSeen(found, planHash);
    return found;
  });
  if (isUnderWay(change)) return change;
  await ctx.runner.begin(change.number, ctx.actor);
  return (await readChangeRow(ctx.db.client, change.number)) ?? change;
}

function isUnderWay({ state }: ChangeRecord): boolean {
  return state === 'executing' || state === 'verifying' || state === 'unknown';
}
