import { createHash, randomUUID } from 'node:crypto';
import { appendAudit } from '@/lib/db/audit';
import type { ChangeRecord } from '@/lib/db/change-record';
import { createChange, findByIdempotencyKey } from '@/lib/db/changes';
import { isUniqueViolation } from '@/lib/db/errors';
import { environmentOf } from '@/lib/derive/catalog';
import { AppError, canonicalJson, type ChangeRequest, type Environment, type Plan } from '@/lib/model';
import { decideOnRequest } from '@/lib/policy';
import type { ActionContext } from './context';
import { sealBasis } from './plan/basis';
import { makePlan } from './plan/make-plan';
import { kindOf } from './kind-of';
import { mustBeAllowed } from './load-change';
import { waitingSentence } from './waiting-sentence';
import { locate, noWorkload } from './workload';

/** How long a Change can wait for its execution, or for approval. */
export const EXPIRY_MS = { planned: 3_600_000, waiting: 24 * 3_600_000 };

export interface RequestOptions {
  /** The requester's `Idempotency-Key`: the same key with the same request gives the same Change. */
  readonly idempotencyKey?: string;
}

export interface RequestedChange {
  readonly change: ChangeRecord;
  /** False: an earlier request with this idempotency key created it. */
  readonly created: boolean;
}

/**
 * Plans a write by a dry run on the live object and stores it as a Change, ready to execute or waiting for approval.
 *
 * @throws AppError `forbidden`, `not-found` (also for a target that the actor's scope does not hold), `invalid-input`
 * that names the field, `cluster-unavailable`, `cluster-refused`; `conflict` for an idempotency key that was used for
 * something else.
 */
export async function requestChange(
  ctx: ActionContext,
  request: ChangeRequest,
  { idempotencyKey }: RequestOptions = {},
): Promise<RequestedChange> {
  if (!ctx.scope.sees(request.target)) throw noWorkload(request.target);
  const requestHash = createHash('sha256').update(canonicalJson(request)).digest('hex');
  const earlier = await findEarlier(ctx, idempotencyKey, requestHash);
  if (earlier) return earlier;

  const { cluster, namespace } = request.target;
  const environment = environmentOf(cluster, namespace, ctx.environments);
  const operationId = randomUUID();
  const service = ctx.services.ofWorkload(request.target);
  const intended = { owner: service?.owner ?? null, environment, steps: [{ intent: request }] } as const;
  const { refusals, approvalsNeeded } = decideOnRequest(ctx.actor, intended, {
    world: ctx.world,
    inForce: environment.policy,
    now: ctx.now(),
  });
  mustBeAllowed(refusals.request);
  const located = locate(ctx.world, request.target);
  const kind = kindOf(ctx, request);
  kind.check(request);
  const gateway = ctx.clusters.gateway(cluster);
  if (gateway === undefined) throw new AppError('not-found', `There is no cluster "${cluster}".`);
  const { plan, draft } = await makePlan({
    gateway,
    kind,
    intent: request,
    operationId,
    keys: ctx.keys,
    located,
    services: ctx.services,
    now: ctx.now(),
  });
  const sealed = sealBasis(ctx.keys.seal, draft, operationId);
  const kept = { plan, sealed, title: kind.title(draft.planned), operationId, requestHash };
  try {
    return {
      change: await keep(ctx, request, { ...kept, service, environment, approvalsNeeded, idempotencyKey }),
      created: true,
    };
  } catch (error) {
    // Of two simultaneous requests with one key, the second finds the Change of the first.
    const winner = isUniqueViolation(error) ? await findEarlier(ctx, idempotencyKey, requestHash) : null;
    if (winner) return winner;
    throw error;
  }
}

async function findEarlier(
  ctx: ActionContext,
  key: string | undefined,
  requestHash: string,
): Promise<RequestedChange | null> {
  if (key === undefined) return null;
  const change = await findByIdempotencyKey(ctx.db, ctx.actor.id, key);
  if (change === null) return null;
  if (change.requestHash === requestHash) return { change, created: false };
  throw new AppError('conflict', `This Idempotency-Key was used for another request (${change.id}).`);
}

interface Kept {
  readonly plan: Plan;
  readonly sealed: Uint8Array;
  readonly title: string;
  readonly operationId: string;
  readonly requestHash: string;
  readonly service: ReturnType<ActionContext['services']['ofWorkload']>;
  readonly environment: Environment;
  readonly approvalsNeeded: number;
  readonly idempotencyKey: string | undefined;
}

function keep(ctx: ActionContext, request: ChangeRequest, kept: Kept): Promise<ChangeRecord> {
  const { service, environment, approvalsNeeded, idempotencyKey, plan, operationId, sealed, ...rest } = kept;
  const { target, reason } = request;
  const now = ctx.now();
  const owner = service?.owner ?? null;
  const { id, name } = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    const change = await createChange(tx, {
      ...rest,
      steps: [{ intent: request, plan, operationId, sealed }],
      planHash: plan.hash,
      reason,
      askedBy: { id, name },
      service: service?.id ?? null,
      serviceName: service?.name ?? target.name,
      owner,
      environment,
      state: approvalsNeeded === 0 ? 'planned' : 'awaiting-approval',
      sentence: waitingSentence(approvalsNeeded, owner),
      idempotencyKey: idempotencyKey ?? null,
      now,
      expiresAt: new Date(now.getTime() + (approvalsNeeded === 0 ? EXPIRY_MS.planned : EXPIRY_MS.waiting)),
    });
    await appendAudit(tx, {
      at: now,
      actor: ctx.actor,
      action: 'change.requested',
      subject: change.id,
      sentence: `${name} requested ${change.id}: ${change.title} in ${environment.title}.`,
      detail: {
        action: request.action,
        target,
        params: request.params,
        reason,
        environment: environment.name,
        owner,
        planHash: plan.hash,
        diff: plan.diff,
      },
    });
    return change;
  });
}
