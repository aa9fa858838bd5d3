import type { ChangeRecord } from '@/lib/db/change-record';
import { lockChange } from '@/lib/db/changes';
import type { Tx } from '@/lib/db/client';
import { AppError } from '@/lib/model';
import type { Access } from '@/lib/policy';

/** A Change, locked to the end of the transaction. @throws AppError `not-found`, and `conflict` when its time has run out. */
export async function loadChange(tx: Tx, id: string, now: Date): Promise<ChangeRecord> {
  const change = await lockChange(tx, id);
  if (change === null) throw new AppError('not-found', `There is no change "${id}".`);
  const waits = ['planned', 'awaiting-approval', 'approved'].includes(change.state);
  if (waits && change.expiresAt <= now) {
    throw new AppError('conflict', `${change.id} has expired: ask for it again.`);
  }
  return change;
}

/**
 * @throws AppError `forbidden` for who may not, `conflict` where the Change's state is what forbids it.
 */
export function demand(access: Access, change: ChangeRecord, open: readonly ChangeRecord['state'][]): void {
  if (access.allowed) return;
  throw new AppError(open.includes(change.state) ? 'forbidden' : 'conflict', access.reason);
}

const FIELDS_MAX = 3;

/** @throws AppError `changed-since-planned`, and what the plan really says: it is another than the one that was seen. */
export function mustBeSeen(change: ChangeRecord, planHash: string): void {
  if (planHash === change.planHash) return;
  const fields = change.steps.flatMap(({ plan }) => plan.diff);
  const says = fields
    .slice(0, FIELDS_MAX)
    .map(({ path, before, after }) => `${path} ${before ?? 'unset'} → ${after ?? 'unset'}`);
  const more = fields.length > FIELDS_MAX ? ` and ${fields.length - FIELDS_MAX} more` : '';
  throw new AppError(
    'changed-since-planned',
    `You saw plan ${short(planHash)}, and ${change.id} has plan ${short(change.planHash)}: ${says.join(', ')}${more}. Look again.`,
  );
}

function short(hash: string): string {
  return hash.slice(0, 8);
}
