import type { ChangeRecord, ChangeSummaryRecord } from '@/lib/db/change-record';
import { findChange, findChangeSummary } from '@/lib/db/changes';
import type { Db } from '@/lib/db/client';
import { listChangeSummaries } from '@/lib/db/list-changes';
import { environmentOf } from '@/lib/derive/catalog';
import {
  AppError,
  CHANGE_STATES,
  invalidField,
  type ChangeDetail,
  type ChangeRow,
  type ChangeState,
  type ChangeSummary,
  type Page,
  type Plan,
} from '@/lib/model';
import { LATEST_CHANGES, type WholeChange, type WorldContext } from '@/lib/views';
import {
  decideOn,
  demandsOn,
  seesChange,
  type Decision,
  type ChangeFactSources,
  type Refusal,
} from '@/lib/policy';
import { changeSteps } from './change-steps';
import { changeSummary, isEnded } from './change-summary';
import type { ReadContext } from './context';
import { decodeCursor, encodeCursor, type PageRequest } from './cursor';
import { seesEverything } from '@/lib/views/seen';
import { pageSeen } from './page-seen';
import { targetRollout } from '@/lib/views/target-rollout';

export interface ChangesPageRequest extends PageRequest {
  /** Statuses, separated by commas; `open` means all that have not ended. */
  readonly state?: string;
  readonly service?: string;
  readonly cluster?: string;
  readonly q?: string;
  /** Only Changes that the caller requested. */
  readonly mine?: boolean;
}

/** Changes whose targets the scope sees, newest first. AppError `invalid-input` for an unknown state or an invalid cursor. */
export async function readChanges(
  { db, actor, scope }: Pick<ReadContext, 'db' | 'actor' | 'scope'>,
  query: ChangesPageRequest,
): Promise<Page<ChangeSummary>> {
  const { state, service, cluster, q, mine, cursor, limit = 100 } = query;
  const filters = {
    ...(state === undefined ? {} : { states: stateWords(state) }),
    ...(service === undefined ? {} : { service }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(q === undefined ? {} : { q }),
    ...(mine === true ? { askedBy: actor.id } : {}),
  };
  const start = cursor === undefined ? undefined : numberIn(cursor);
  const { items, isMore } = await pageSeen<ChangeSummaryRecord>({
    limit,
    read(after, count) {
      const before = after?.number ?? start;
      return listChangeSummaries(db, {
        ...filters,
        ...(before === undefined ? {} : { before }),
        limit: count,
      });
    },
    seen: (changes) => changes.filter((change) => seesChange(scope, change)),
  });
  const last = items.at(-1);
  return {
    items: items.map(changeSummary),
    nextCursor: isMore && last !== undefined ? encodeCursor(String(last.number)) : null,
  };
}

/** The latest Changes, newest first, and every one that has not ended. */
export async function latestChanges(db: Db): Promise<ChangeSummary[]> {
  const open = CHANGE_STATES.filter((state) => !isEnded(state));
  const [latest, unfinished] = await Promise.all([
    listChangeSummaries(db, { limit: LATEST_CHANGES }),
    listChangeSummaries(db, { states: open, limit: 10 * LATEST_CHANGES }),
  ]);
  const byNumber = new Map([...unfinished, ...latest].map((change) => [change.number, change]));
  return [...byNumber.values()].sort((a, b) => b.number - a.number).map(changeSummary);
}

/** One Change as lists show it, without its plan; null: there is none of that id. */
export async function readChangeSummary(db: Db, id: string): Promise<ChangeSummary | null> {
  const change = await findChangeSummary(db, id);
  return change && changeSummary(change);
}

/** One Change with its plan, for the views that show it; null: there is none of that id. */
export async function readKeptChange(db: Db, id: string): Promise<WholeChange | null> {
  const change = await findChange(db, id);
  return change && { summary: changeSummary(change), row: (context) => changeRow(context, change) };
}

/**
 * One whole Change: its plan, the requirements of its environment, its progress, and what the caller may do with it.
 *
 * @throws AppError `not-found`.
 */
export async function readChange(ctx: ReadContext, id: string): Promise<ChangeDetail> {
  const change = await findChange(ctx.db, id);
  if (change === null || !seesChange(ctx.scope, change))
    throw new AppError('not-found', `There is no change "${id}".`);
  return {
    ...changeRow(ctx, change),
    may: permissionsOf(decideOn(ctx.actor, change, policyGround(ctx, change))),
  };
}

type Pictured = Pick<WorldContext, 'world' | 'index' | 'scope' | 'now' | 'environments'>;

/** The Change as it is shown to everybody who may see it. */
function changeRow(context: Pictured, change: ChangeRecord): ChangeRow {
  const [{ intent, plan }] = change.steps;
  const { demands, approvalsNeeded } = demandsOn(change, policyGround(context, change));
  // The policy may demand more approvals now than when it was requested.
  const judged = { ...change, approvalsNeeded };
  return {
    ...changeSummary(judged),
    params: intent.params,
    plan: planSeen(context, plan),
    approvals: [...change.approvals],
    policy: [...demands],
    steps: changeSteps(judged),
    progress: progressOf(context, change),
    outcome: change.outcome,
  };
}

/**
 * The plan as a scope sees it. The sentence about dependents was made for the requester, and may name services that this scope does not
 * see: it is left out then.
 */
function planSeen(context: Pictured, plan: Plan): Plan {
  if (seesEverything(context)) return plan;
  return { ...plan, consequences: plan.consequences.filter(({ code }) => code !== 'dependents') };
}

/** The current facts that the policy judges a Change by. */
function policyGround({ world, environments, now }: Pictured, { steps }: ChangeRecord): ChangeFactSources {
  const { cluster, namespace } = steps[0].intent.target;
  return { world, inForce: environmentOf(cluster, namespace, environments()).policy, now: now() };
}

/** The rollout of what this Change wrote; null before the write, and when the workload has a later rollout. */
function progressOf(ctx: Pictured, { steps }: ChangeRecord): ChangeRow['progress'] {
  const [{ intent, written }] = steps;
  if (written === null) return null;
  const { cluster, kind, namespace, name } = intent.target;
  const generation = ctx.world.cluster(cluster)?.get(kind, namespace, name)?.metadata.generation;
  return generation === written.generation ? targetRollout(ctx, intent.target) : null;
}

function permissionsOf({ refusals }: Decision): ChangeDetail['may'] {
  const permission = (refusal: Refusal | null) => ({
    allowed: refusal === null,
    reason: refusal?.sentence ?? null,
  });
  return {
    approve: permission(refusals.approve),
    reject: permission(refusals.reject),
    execute: permission(refusals.execute),
    cancel: permission(refusals.cancel),
  };
}

function stateWords(text: string): ChangeState[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find(
    (word) => word !== 'open' && !(CHANGE_STATES as readonly string[]).includes(word),
  );
  if (unknown !== undefined) {
    throw invalidField('state', `"${unknown}" is not a state; expected open, ${CHANGE_STATES.join(', ')}.`);
  }
  return CHANGE_STATES.filter(
    (state) => words.includes(state) || (words.includes('open') && !isEnded(state)),
  );
}

function numberIn(cursor: string): number {
  const key = decodeCursor(cursor);
  if (!/^\d{1,9}$/.test(key))
    throw invalidField('cursor', 'The cursor is not valid: use the nextCursor of the previous page.');
  return Number(key);
}
