import type {
  ApprovalDto,
  ChangeDetail,
  ChangeIntent,
  ChangeState,
  ChangeTarget,
  Environment,
  Plan,
} from '@/lib/model';
import type { Approval, Change, ChangeStep, Prisma } from './generated/client';

export type ChangeOutcome = NonNullable<ChangeDetail['outcome']>;

/** One action on one target. */
export interface ChangeStepRecord {
  readonly intent: ChangeIntent;
  readonly plan: Plan;
  readonly operationId: string;
  /** Data that the plan depends on and the row does not show, encrypted; null where there is none. */
  readonly sealed: Uint8Array | null;
  /**
   * metadata.generation of the live object that a write was bound to, kept before the write was sent, so the write may have arrived. Null:
   * nothing was sent. 0: the generation is not known.
   */
  readonly boundGeneration: number | null;
  /** The cluster's answer to the write, when it is known. */
  readonly written: {
    readonly resourceVersion: string;
    readonly generation: number;
    readonly at: Date;
  } | null;
}

/** A Change with its steps and approvals, as the database keeps it. */
export interface ChangeRecord {
  readonly number: number;
  /** `CH-12`. */
  readonly id: string;
  /** Its steps in the order of their writes. Today every Change has one. */
  readonly steps: readonly [ChangeStepRecord, ...ChangeStepRecord[]];
  readonly title: string;
  readonly reason: string;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly service: string | null;
  readonly serviceName: string;
  readonly owner: string | null;
  /** The Environment with its policy, as it was when the Change was requested. */
  readonly environment: Environment;
  readonly approvalsNeeded: number;
  /** The hash of the plans of all steps, which approvals are bound to. */
  readonly planHash: string;
  readonly state: ChangeState;
  readonly sentence: string;
  readonly requestHash: string;
  readonly leaseOwner: string | null;
  readonly fence: number;
  readonly outcome: ChangeOutcome | null;
  readonly approvals: readonly ApprovalDto[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly expiresAt: Date;
  readonly approvedAt: Date | null;
  readonly executedAt: Date | null;
  readonly endedAt: Date | null;
}

interface SummaryStep {
  readonly intent: Pick<ChangeIntent, 'action' | 'target'>;
}

/** A Change as lists show it, without its plan and parameters. */
export type ChangeSummaryRecord = Pick<
  ChangeRecord,
  | 'number'
  | 'id'
  | 'title'
  | 'reason'
  | 'askedBy'
  | 'service'
  | 'serviceName'
  | 'owner'
  | 'environment'
  | 'approvalsNeeded'
  | 'state'
  | 'sentence'
  | 'createdAt'
  | 'updatedAt'
> & {
  readonly steps: readonly [SummaryStep, ...SummaryStep[]];
  readonly approvals: readonly Pick<ApprovalDto, 'actor' | 'decision'>[];
};

/** The columns of a summary. */
export const summaryColumns = {
  number: true,
  title: true,
  reason: true,
  askedById: true,
  askedByName: true,
  serviceId: true,
  serviceName: true,
  owner: true,
  policy: true,
  state: true,
  sentence: true,
  createdAt: true,
  updatedAt: true,
  approvals: { select: { actorId: true, decision: true }, orderBy: { id: 'asc' } },
  steps: {
    select: { action: true, cluster: true, namespace: true, kind: true, name: true },
    orderBy: { position: 'asc' },
  },
} satisfies Prisma.ChangeSelect;

export function toSummaryRecord(
  row: Prisma.ChangeGetPayload<{ select: typeof summaryColumns }>,
): ChangeSummaryRecord {
  const { number, policy, askedById, askedByName, serviceId, approvals } = row;
  const environment = policy as unknown as Environment;
  return {
    number,
    id: changeId(number),
    steps: atLeastOne(number, row.steps.map(toSummaryStep)),
    title: row.title,
    reason: row.reason,
    askedBy: { id: askedById, name: askedByName },
    service: serviceId,
    serviceName: row.serviceName,
    owner: row.owner,
    environment,
    approvalsNeeded: environment.policy.approvals,
    state: row.state as ChangeState,
    sentence: row.sentence,
    approvals: approvals.map(({ actorId, decision }) => ({
      actor: actorId,
      decision: decision as ApprovalDto['decision'],
    })),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function toSummaryStep(
  row: Pick<ChangeStep, 'action' | 'cluster' | 'namespace' | 'kind' | 'name'>,
): SummaryStep {
  return { intent: { action: row.action as ChangeIntent['action'], target: targetOf(row) } };
}

function targetOf({
  cluster,
  namespace,
  kind,
  name,
}: Pick<ChangeStep, 'cluster' | 'namespace' | 'kind' | 'name'>): ChangeTarget {
  return { cluster, namespace, kind: kind as ChangeTarget['kind'], name };
}

/** @throws Error for a Change without a step: the database keeps none. */
function atLeastOne<T>(number: number, steps: readonly T[]): readonly [T, ...T[]] {
  const [first, ...others] = steps;
  if (first === undefined) throw new Error(`${changeId(number)} has no step.`);
  return [first, ...others];
}

/** The public id of a Change: `CH-12`. */
export function changeId(number: number): string {
  return `CH-${number}`;
}

/** The number in a public id; null for any other text. */
export function changeNumber(id: string): number | null {
  const digits = /^CH-([1-9]\d{0,8})$/i.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}

export function toChangeRecord(row: Change & { approvals: Approval[]; steps: ChangeStep[] }): ChangeRecord {
  const environment = row.policy as unknown as Environment;
  return {
    number: row.number,
    id: changeId(row.number),
    steps: atLeastOne(row.number, row.steps.map(toStep)),
    title: row.title,
    reason: row.reason,
    askedBy: { id: row.askedById, name: row.askedByName },
    service: row.serviceId,
    serviceName: row.serviceName,
    owner: row.owner,
    environment,
    approvalsNeeded: environment.policy.approvals,
    planHash: row.planHash,
    state: row.state as ChangeState,
    sentence: row.sentence,
    requestHash: row.requestHash,
    leaseOwner: row.leaseOwner,
    fence: row.fence,
    outcome: row.outcome as ChangeOutcome | null,
    approvals: row.approvals.map(toApproval),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    expiresAt: row.expiresAt,
    approvedAt: row.approvedAt,
    executedAt: row.executedAt,
    endedAt: row.endedAt,
  };
}

function toStep(row: ChangeStep): ChangeStepRecord {
  const { action, params } = row;
  return {
    intent: { action, target: targetOf(row), params } as ChangeIntent,
    plan: row.plan as Plan,
    operationId: row.operationId,
    sealed: row.sealed,
    boundGeneration: row.boundGeneration,
    written: toWritten(row),
  };
}

function toWritten(row: ChangeStep): ChangeStepRecord['written'] {
  const { writtenVersion, writtenGeneration, writtenAt } = row;
  if (writtenVersion === null || writtenGeneration === null || writtenAt === null) return null;
  return { resourceVersion: writtenVersion, generation: writtenGeneration, at: writtenAt };
}

function toApproval(row: Approval): ApprovalDto {
  return {
    actor: row.actorId,
    actorName: row.actorName,
    decision: row.decision as ApprovalDto['decision'],
    planHash: row.planHash,
    reason: row.reason,
    at: row.at.toISOString(),
  };
}
