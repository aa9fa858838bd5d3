import { createHmac } from 'node:crypto';
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
import type { ActionKeys } from '../seal';
import { withClearSentences } from './clear-sentences';
import { diffObjects, type RealDiff } from './diff';
import { maskDiff } from './mask';
import { runningTemplate } from './template';
import { fieldOwners } from './owners';
import { patchRequest } from './patch';
import { textAt } from './raw';

export interface Draft {
  readonly hash: string;
  /** With credentials masked. */
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
  /** What the action resolved at planning. */
  readonly resolved: unknown;
  readonly operationId: string;
  /** The key of the plan's hash. */
  readonly keys: Pick<ActionKeys, 'plan'>;
  /** The live object as it was just read. */
  readonly live: RawObject;
}

/**
 * Sends the write on the live object as a dry run and returns what it would change. Nothing is written.
 *
 * @throws AppError of the gateway, or `invalid-input` that names a field.
 */
export async function draftPlan(input: DraftInput): Promise<Draft> {
  const { gateway, kind, intent, resolved, operationId, live, keys } = input;
  const planned = { intent, resolved, replaced: kind.replacedValue(intent, live, resolved) };
  const uid = required(live, 'uid');
  const resourceVersion = required(live, 'resourceVersion');
  const bound = { uid, resourceVersion, live };
  const request = patchRequest({ kind, planned, operationId, live: bound }, true);
  const tried = await withClearSentences(gateway.patch(request), live, request.patch);
  const diff = diffObjects(live, tried);
  const template = runningTemplate(live, intent.target.kind);
  return {
    hash: hashOf(keys.plan, { uid, diff, template }),
    diff: maskDiff(diff),
    live,
    uid,
    resourceVersion,
    planned,
  };
}

/**
 * HMAC-SHA-256 over what the Change depends on: the target's UID, the difference with its values before and after, and
 * the whole current pod template, so that the Change rolls out nothing that was not there at planning. It has a key, so
 * that the values of the difference cannot be guessed from it. Not in it: the resourceVersion, the status, replicas
 * that are not changed, the object's own labels and annotations.
 */
function hashOf(
  key: Uint8Array,
  { uid, diff, template }: { uid: string; diff: readonly RealDiff[]; template: RawObject },
): string {
  const fields = diff.map(({ path, before, after }) => [path, before?.value ?? null, after?.value ?? null]);
  return createHmac('sha256', key).update(canonicalJson({ uid, fields, template })).digest('hex');
}

/** While an object rolls out, its status may change between the read and the dry run; then it is read again. */
const READS_MAX = 5;

/**
 * A draft for the current object, also while it changes often.
 *
 * @throws as `draftPlan`; `conflict` when it changed at each of five attempts.
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

/**
 * A plan with its consequences. @throws as `draftOfBusy`; `conflict` where the live object is not the located one.
 */
export async function makePlan(input: PlanInput): Promise<{ plan: Plan; draft: Draft }> {
  const { kind, intent, gateway, located, now } = input;
  const resolved = (await kind.resolve?.({ intent, gateway, located, now })) ?? null;
  const draft = await draftOfBusy({ ...input, resolved });
  if (draft.uid !== located.workload.metadata.uid) {
    throw new AppError('conflict', 'The workload was replaced during planning. Try again.');
  }
  if (draft.diff.length === 0) throw invalidField(kind.field, 'It would change nothing in the cluster.');
  const consequences = consequencesOf(kind, draft.planned, {
    workload: located.workload,
    diff: draft.diff,
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
    throw new AppError('cluster-refused', `The cluster returned an object without a ${field}.`);
  return value;
}
