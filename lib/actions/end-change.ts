import { appendAudit } from '@/lib/db/audit';
import type { ChangeOutcome, ChangeRecord } from '@/lib/db/change-record';
import { updateLeased, type Lease } from '@/lib/db/changes';
import { SYSTEM_ACTOR, type ChangeState } from '@/lib/model';
import type { ExecutionContext } from './context';
import { LeaseLost } from './lease';

/** A Change that is being executed, with the lease of its executor. */
export interface LeasedChange {
  readonly change: ChangeRecord;
  readonly lease: Lease;
}

export interface Ending {
  readonly state: Extract<ChangeState, 'succeeded' | 'failed' | 'void'>;
  readonly sentence: string;
  /** An attempt was sent and its result is not known. The sentence says so. */
  readonly mayBeWritten?: boolean;
}

const RESULTS = { succeeded: 'succeeded', failed: 'failed', void: 'voided' } as const;

/** Writes the outcome and its audit record, both or neither. @throws LeaseLost, and writes nothing, if another executor has the Change. */
export async function endChange(
  ctx: ExecutionContext,
  { change, lease }: LeasedChange,
  ending: Ending,
): Promise<void> {
  const now = ctx.now();
  const { state, sentence, mayBeWritten = false } = ending;
  const [{ written, operationId }] = change.steps;
  const outcome: ChangeOutcome = {
    result: RESULTS[state],
    sentence,
    at: now.toISOString(),
    resourceVersion: written?.resourceVersion ?? null,
  };
  // Null: not known.
  const isWritten = written === null && mayBeWritten ? null : written !== null;
  await ctx.db.transaction(async (tx) => {
    const mine = await updateLeased(tx, lease, { state, sentence, outcome, endedAt: now, now });
    if (!mine) throw new LeaseLost();
    await appendAudit(tx, {
      at: now,
      actor: SYSTEM_ACTOR,
      action: state === 'void' ? 'change.voided' : 'change.outcome',
      subject: change.id,
      sentence: `${change.id} ${RESULTS[state]}: ${sentence}`,
      detail: { ...outcome, operationId, written: isWritten },
    });
  });
  ctx.log.info({ change: change.id, state }, sentence);
}
