import type { ChangeIntent, ChangeState, Environment, Plan } from '@/lib/model';
import {
  changeId,
  changeNumber,
  summaryColumns,
  toChangeRecord,
  toSummaryRecord,
  type ChangeOutcome,
  type ChangeRecord,
  type ChangeSummaryRecord,
} from './change-record';
import type { Db, Tx } from './client';
import type { Prisma } from './generated/client';
import { CHANNELS } from './listen-notify';
import { storableJson, storableText } from './text';

/** The relations that are read with a Change. */
const whole = {
  approvals: { orderBy: { id: 'asc' } },
  steps: { orderBy: { position: 'asc' } },
} satisfies Prisma.ChangeInclude;

export interface NewChangeStep {
  readonly intent: ChangeIntent;
  readonly plan: Plan;
  readonly operationId: string;
  readonly sealed: Uint8Array | null;
}

export interface NewChange {
  readonly steps: readonly [NewChangeStep, ...NewChangeStep[]];
  readonly title: string;
  readonly reason: string;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly service: string | null;
  readonly serviceName: string;
  readonly owner: string | null;
  readonly environment: Environment;
  readonly planHash: string;
  readonly state: ChangeState;
  readonly sentence: string;
  readonly idempotencyKey: string | null;
  readonly requestHash: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Keeps a new Change; its number is the next one. Throws Prisma's P2002 when the requester has used the idempotency key before. */
export async function createChange(tx: Tx, change: NewChange): Promise<ChangeRecord> {
  const { environment } = change;
  const row = await tx.change.create({
    data: {
      steps: { create: change.steps.map(stepRow) },
      reason: storableText(change.reason),
      title: change.title,
      askedById: change.askedBy.id,
      askedByName: change.askedBy.name,
      serviceId: change.service,
      serviceName: change.serviceName,
      owner: change.owner,
      environment: environment.name,
      policy: storableJson(environment),
      planHash: change.planHash,
      state: change.state,
      sentence: storableText(change.sentence),
      idempotencyKey: change.idempotencyKey,
      requestHash: change.requestHash,
      createdAt: change.now,
      updatedAt: change.now,
      expiresAt: change.expiresAt,
    },
    include: whole,
  });
  await notifyChange(tx, row.number);
  return toChangeRecord(row);
}

function stepRow({ intent, plan, operationId, sealed }: NewChangeStep, position: number) {
  const { action, target, params } = intent;
  return {
    position,
    action,
    cluster: target.cluster,
    namespace: target.namespace,
    kind: target.kind,
    name: target.name,
    params: storableJson(params),
    plan: storableJson(plan),
    targetUid: plan.targetUid,
    operationId,
    sealed: sealed === null ? null : new Uint8Array(sealed),
  };
}

/** A Change by its public id; null for an unknown or malformed one. */
export async function findChange(db: Db, id: string): Promise<ChangeRecord | null> {
  const number = changeNumber(id);
  return number === null ? null : readChangeRow(db.client, number);
}

/** A Change as lists show it, by its public id: one row, without the plan. Null for an unknown or malformed id. */
export async function findChangeSummary(db: Db, id: string): Promise<ChangeSummaryRecord | null> {
  const number = changeNumber(id);
  if (number === null) return null;
  const row = await db.client.change.findUnique({ where: { number }, select: summaryColumns });
  return row && toSummaryRecord(row);
}

/** The Change that a requester made with an idempotency key. */
export async function findByIdempotencyKey(
  db: Db,
  requester: string,
  key: string,
): Promise<ChangeRecord | null> {
  const row = await db.client.change.findUnique({
    where: { askedById_idempotencyKey: { askedById: requester, idempotencyKey: key } },
    include: whole,
  });
  return row === null ? null : toChangeRecord(row);
}

/** A Change, locked until the transaction ends, so that nobody changes it during a decision. */
export async function lockChange(tx: Tx, id: string): Promise<ChangeRecord | null> {
  const number = changeNumber(id);
  if (number === null) return null;
  await tx.$executeRaw`SELECT 1 FROM changes WHERE number = ${number} FOR UPDATE`;
  return readChangeRow(tx, number);
}

export async function readChangeRow(tx: Tx, number: number): Promise<ChangeRecord | null> {
  const row = await tx.change.findUnique({ where: { number }, include: whole });
  return row === null ? null : toChangeRecord(row);
}

/** The fields of a Change that may be updated after its request. */
export interface ChangeUpdate {
  readonly state?: ChangeState;
  readonly sentence?: string;
  /** The generation that the write of one step is bound to, kept before it is sent. */
  readonly bound?: { readonly step: number; readonly generation: number };
  /** The cluster's answer to the write of one step. */
  readonly written?: {
    readonly step: number;
    readonly resourceVersion: string;
    readonly generation: number;
  };
  readonly outcome?: ChangeOutcome;
  readonly approvedAt?: Date;
  readonly endedAt?: Date;
  readonly now: Date;
}

/** The lease under which an executor writes. */
export interface Lease {
  readonly number: number;
  readonly owner: string;
  readonly fence: number;
}

/** Updates a Change and notifies every replica. */
export async function updateChange(tx: Tx, number: number, update: ChangeUpdate): Promise<void> {
  await write(tx, { number }, update);
}

/**
 * Updates a Change by an executor under its lease, and notifies every replica.
 *
 * @returns false: another executor has the lease, and nothing was written.
 */
export function updateLeased(tx: Tx, lease: Lease, update: ChangeUpdate): Promise<boolean> {
  const { number, fence, owner } = lease;
  return write(tx, { number, fence, leaseOwner: owner }, update);
}

async function write(
  tx: Tx,
  where: Prisma.ChangeWhereInput & { readonly number: number },
  update: ChangeUpdate,
): Promise<boolean> {
  const { state, sentence, bound, written, outcome, approvedAt, endedAt, now } = update;
  const { count } = await tx.change.updateMany({
    where,
    data: {
      ...(state === undefined ? {} : { state }),
      ...(sentence === undefined ? {} : { sentence: storableText(sentence) }),
      ...(outcome === undefined ? {} : { outcome: storableJson(outcome) }),
      ...(approvedAt === undefined ? {} : { approvedAt }),
      ...(endedAt === undefined ? {} : { endedAt, leaseOwner: null, leaseUntil: null }),
      updatedAt: now,
    },
  });
  if (count === 0) return false;
  const changeNumber = where.number;
  if (bound !== undefined) {
    await tx.changeStep.update({
      where: { changeNumber_position: { changeNumber, position: bound.step } },
      data: { boundGeneration: bound.generation },
    });
  }
  if (written !== undefined) {
    await tx.changeStep.update({
      where: { changeNumber_position: { changeNumber, position: written.step } },
      data: {
        writtenVersion: written.resourceVersion,
        writtenGeneration: written.generation,
        writtenAt: now,
      },
    });
  }
  await notifyChange(tx, where.number);
  return true;
}

/** Notifies every replica, when the transaction commits, that a Change was updated. */
async function notifyChange(tx: Tx, number: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${CHANNELS.changes}, ${changeId(number)})`;
}
