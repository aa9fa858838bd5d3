import type { ChangeRecord } from '@/lib/db/change-record';
import { readChangeRow } from '@/lib/db/changes';
import { AppError } from '@/lib/model';
import { mayExecute } from '@/lib/policy';
import type { ActionContext } from './context';
import { demand, factsOf, loadChange } from './load-change';
import { liveCluster } from './workload';

/**
 * Begins to execute a Change and returns; what comes of it is seen by watching the Change.
 *
 * @throws AppError `not-found`, `forbidden`, `conflict` (not ready, or begun by another a moment ago), `cluster-unavailable`.
 */
export async function executeChange(ctx: ActionContext, id: string): Promise<ChangeRecord> {
  const change = await ctx.db.transaction(async (tx) => {
    const found = await loadChange(tx, id, ctx.now());
    demand(mayExecute(ctx.actor, factsOf(found)), found, ['Planned', 'Approved']);
    return found;
  });
  liveCluster(ctx.world, change.intent.target.cluster);
  if (!(await ctx.runner.begin(change.number, ctx.actor))) {
    throw new AppError('conflict', `${change.id} is being executed already.`);
  }
  return (await readChangeRow(ctx.db.client, change.number)) ?? change;
}
