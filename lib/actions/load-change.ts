import type { ChangeRecord } from '@/lib/db/change-record';
import { lockChange } from '@/lib/db/changes';
import type { Tx } from '@/lib/db/client';
import { environmentOf } from '@/lib/derive/catalog';
import { AppError, type Actor } from '@/lib/model';
import { decideOn, seesChange, type Decision, type Refusal } from '@/lib/policy';
import type { ActionContext, ExecutionContext } from './context';

/**
 * Loads a Change and locks it until the end of the transaction.
 *
 * @throws AppError `not-found`, also for a Change that the scope does not include.
 */
export async function loadChange(
  { scope }: Pick<ActionContext, 'scope'>,
  tx: Tx,
  id: string,
): Promise<ChangeRecord> {
  const change = await lockChange(tx, id);
  if (change === null || !seesChange(scope, change))
    throw new AppError('not-found', `There is no change "${id}".`);
  return change;
}

/** What this actor may do with a Change now, and what is demanded of it. */
export function decisionOn(
  { world, environments, now }: Pick<ExecutionContext, 'world' | 'environments' | 'now'>,
  actor: Actor,
  change: ChangeRecord,
): Decision {
  const [{ intent }] = change.steps;
  const { cluster, namespace } = intent.target;
  const inForce = environmentOf(cluster, namespace, environments).policy;
  return decideOn(actor, change, { world, inForce, now: now() });
}

/** @throws AppError where there is a refusal. */
export function mustBeAllowed(refusal: Refusal | null): void {
  if (refusal === null) return;
  const { code, sentence, field } = refusal;
  const fields = field === undefined ? [] : [{ field, message: sentence }];
  throw new AppError(code, sentence, { fields });
}

const FIELDS_MAX = 3;

/** @throws AppError `changed-since-planned`, with what the plan says, where it is not the plan that the caller saw. */
export function mustBeSeen(change: ChangeRecord, planHash: string): void {
  if (planHash === change.planHash) return;
  const fields = change.steps.flatMap(({ plan }) => plan.diff);
  const says = fields
    .slice(0, FIELDS_MAX)
    .map(({ path, before, after }) => `${path} ${before ?? 'unset'} → ${after ?? 'unset'}`);
  const more = fields.length > FIELDS_MAX ? ` and ${fields.length - FIELDS_MAX} more` : '';
  throw new AppError(
    'changed-since-planned',
    `You saw plan ${short(planHash)}, and ${change.id} has plan ${short(change.planHash)}: ${says.join(', ')}${more}. Look at the plan again.`,
  );
}

function short(hash: string): string {
  return hash.slice(0, 8);
}
