import type { ChangeRecord } from '@/lib/db/change-record';
import { readChangeRow } from '@/lib/db/changes';
import { mayExecute } from '@/lib/policy';
import type { ActionContext } from './context';
import { demand, loadChange, mustBeSeen } from './load-change';
import { liveCluster } from './workload';

/**
 * Begins to execute a Change and returns; what comes of it is seen by watching the Change.
 *
 * A Change that is being executed already is answered as it stands: a second click does nothing.
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
    const found = await loadChange(tx, id, ctx.now());
    if (!isUnderWay(found)) demand(mayExecute(ctx.actor, found), found, ['planned', 'approved']);
    mustBeSeen(found, planHash);
    return found;
  });
  if (isUnderWay(change)) return change;
  for (const { intent } of change.steps) liveCluster(ctx.world, intent.target.cluster);
  await ctx.runner.begin(change.number, ctx.actor);
  return (await readChangeRow(ctx.db.client, change.number)) ?? change;
}

function isUnderWay({ state }: ChangeRecord): boolean {
  return state === 'executing' || state === 'verifying' || state === 'unknown';
}
