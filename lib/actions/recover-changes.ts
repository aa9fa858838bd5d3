import { appendAudit } from '@/lib/db/audit';
import { lockChange, updateChange } from '@/lib/db/changes';
import { listExpired, listLeftOver, takeOver, type LeftOver } from '@/lib/db/leases';
import { SYSTEM_ACTOR } from '@/lib/model';
import { hasExpired } from '@/lib/policy';
import type { ExecutionContext } from './context';
import { isKnownDead } from './instance';
import type { Runner } from './runner';

/**
 * Recovers Changes that no executor has: those whose executor died or lost its cluster, approved ones whose execution
 * did not begin, and waiting ones that have expired. Runs at the start of a process and every 15 s. It is safe to run
 * it in all replicas at the same time.
 */
export async function recoverChanges(runner: Runner): Promise<void> {
  for (const id of await listExpired(runner.context.db, runner.context.now())) {
    await expireChange(runner.context, id);
  }
  for (const found of await listLeftOver(runner.context.db)) {
    if (!runner.isRunning(found.number)) await recover(runner, found);
  }
}

async function recover(runner: Runner, found: LeftOver): Promise<void> {
  const { context, instance } = runner;
  if (found.state === 'approved') {
    await runner.begin(found.number, SYSTEM_ACTOR);
    return;
  }
  const { leaseOwner, leased, number } = found;
  const dead = leaseOwner !== null && isKnownDead(leaseOwner, instance) ? [leaseOwner] : [];
  if (leased && dead.length === 0) return;
  const lease = await takeOver(context.db, { number, owner: instance, dead });
  if (lease === null) return;
  context.log.warn({ change: found.id, from: leaseOwner }, 'a left-over change is picked up');
  runner.resume(lease);
}

async function expireChange(ctx: ExecutionContext, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const change = await lockChange(tx, id);
    const now = ctx.now();
    if (change === null || !hasExpired(change, now)) return;
    const sentence =
      change.state === 'awaiting-approval' ? 'Nobody approved it in time.' : 'Nobody executed it in time.';
    await updateChange(tx, change.number, { state: 'expired', sentence, endedAt: now, now });
    await appendAudit(tx, {
      at: now,
      actor: SYSTEM_ACTOR,
      action: 'change.expired',
      subject: change.id,
      sentence: `${change.id} expired: ${change.title}.`,
      detail: { expiresAt: change.expiresAt.toISOString() },
    });
  });
}
