import { createHash } from 'node:crypto';
import {
  AppError,
  canonicalJson,
  invalidField,
  isAppError,
  type ChangeIntent,
  type ClusterGateway,
  type FieldDiff,
  type Plan,
  type RawObject,
  type ServiceLookup,
} from '@/lib/model';
import { workloadFacts } from '@/lib/derive/workload-facts';
import type { ActionKind, Planned } from '../kinds/kind';
import { rolloutIn, type Located } from '../workload';
import { consequencesOf } from './consequences';
import { diffObjects } from './diff';
import { fieldOwners } from './owners';
import { patchRequest } from './patch';
import { textAt } from './raw';

export interface Draft {
  readonly hash: string;
  readonly diff: readonly FieldDiff[];
  readonly live: RawObject;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly planned: Planned;
}

export interface DraftInput {
  readonly gateway: ClusterGateway;
  readonly kind: ActionKind;
  readonly intent: ChangeIntent;
  /** What the kind of action resolved the intent to when it was planned. */
  readonly resolved: unknown;
  readonly operationId: string;
  /** The live object as it was just read. */
  readonly live: RawObject;
}

/**
 * Tries the write on the live object in a dry run and says what it would change. Nothing is written.
 *
 * @throws AppError of the gateway, or `invalid-input` that names a field.
 */
export async function draftPlan(input: DraftInput): Promise<Draft> {
  const { gateway, kind, intent, resolved, operationId, live } = input;
  const planned = { intent, resolved, touched: kind.touch(intent, live, resolved) };
  const uid = required(live, 'uid');
  const resourceVersion = required(live, 'resourceVersion');
  const bound = { uid, resourceVersion, live };
  const tried = await gateway.patch(patchRequest({ kind, planned, operationId, live: bound }, true));
  const diff = diffObjects(live, tried);
  return { hash: hashOf(uid, diff), diff, live, uid, resourceVersion, planned };
}

/** SHA-256 over the target's UID and the diff, which holds the touched fields' values before; never a resourceVersion. */
function hashOf(uid: string, diff: readonly FieldDiff[]): string {
  return createHash('sha256').update(canonicalJson({ uid, diff })).digest('hex');
}

/** Between its reading and the dry run an object that rolls out may move, by its status alone; then it is read again. */
const READS_MAX = 5;

/**
 * A plan for the object as it is now, however busy it is.
 *
 * @throws as `draftPlan`; `conflict` when it moved at each of five attempts.
 */
export async function draftOfBusy(input: Omit<DraftInput, 'live'>): Promise<Draft> {
  for (let read = 1; ; read += 1) {
    const live = await input.gateway.read(input.intent.target);
    try {
      return await draftPlan({ ...input, live });
    } catch (error) {
      if (read === READS_MAX || !isAppError(error) || error.code !== 'conflict') throw error;
    }
  }
}

export interface PlanInput extends Omit<DraftInput, 'live' | 'resolved'> {
  readonly located: Located;
  readonly services: Pick<ServiceLookup, 'dependentsOf'>;
  readonly now: Date;
}

/** A plan with what a person should weigh before the click. */
export async function makePlan(input: PlanInput): Promise<{ plan: Plan; draft: Draft }> {
  const { kind, intent, gateway, located, now } = input;
  const resolved = (await kind.resolve?.({ intent, gateway, located, now })) ?? null;
  const draft = await draftOfBusy({ ...input, resolved });
  if (draft.diff.length === 0) throw invalidField(kind.field, 'The cluster would change nothing by it.');
  const consequences = consequencesOf(kind, draft.planned, {
    workload: located.workload,
    autoscaler: workloadFacts(located.workload, located.picture).hpa,
    owners: fieldOwners(draft.live, kind, draft.planned),
    rollout: rolloutIn(located, now),
    dependents: input.services.dependentsOf(intent.target),
  });
  const { hash, uid, resourceVersion, diff } = draft;
  const plan = {
    hash,
    madeAt: now.toISOString(),
    targetUid: uid,
    resourceVersion,
    diff: [...diff],
    consequences,
  };
  return { plan, draft };
}

function required(live: RawObject, field: 'uid' | 'resourceVersion'): string {
  const value = textAt(live, 'metadata', field);
  if (value === null)
    throw new AppError('cluster-refused', `The cluster answered an object without a ${field}.`);
  return value;
}
