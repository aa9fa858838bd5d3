import type {
  ApprovalDto,
  ChangeDetail,
  ChangeIntent,
  ChangeState,
  ChangeTarget,
  Environment,
  Plan,
} from '@/lib/model';
import type { Approval, Change, Prisma } from './generated/client';

export type ChangeOutcome = NonNullable<ChangeDetail['outcome']>;

/** A Change as it is kept, with its approvals. */
export interface ChangeRecord {
  readonly number: number;
  /** `CH-12`. */
  readonly id: string;
  readonly intent: ChangeIntent;
  readonly title: string;
  readonly reason: string;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly service: string | null;
  readonly serviceName: string;
  readonly owner: string | null;
  /** With its policy, as it stood when the Change was asked for. */
  readonly environment: Environment;
  readonly approvalsNeeded: number;
  readonly plan: Plan;
  readonly state: ChangeState;
  readonly sentence: string;
  readonly operationId: string;
  readonly requestHash: string;
  readonly leaseOwner: string | null;
  readonly fence: number;
  /** What the cluster answered to the write, once it is known. */
  readonly written: {
    readonly resourceVersion: string;
    readonly generation: number;
    readonly at: Date;
  } | null;
  readonly outcome: ChangeOutcome | null;
  readonly approvals: readonly ApprovalDto[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly expiresAt: Date;
  readonly approvedAt: Date | null;
  readonly executedAt: Date | null;
  readonly endedAt: Date | null;
}

/** What lists show of a Change: without its plan and parameters. */
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
  readonly intent: Pick<ChangeIntent, 'action' | 'target'>;
  readonly approvals: readonly Pick<ApprovalDto, 'actor' | 'decision'>[];
};

/** The columns of a summary. */
export const summaryColumns = {
  number: true,
  action: true,
  cluster: true,
  namespace: true,
  kind: true,
  name: true,
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
} satisfies Prisma.ChangeSelect;

export function toSummaryRecord(
  row: Prisma.ChangeGetPayload<{ select: typeof summaryColumns }>,
): ChangeSummaryRecord {
  const { number, cluster, namespace, name, policy, askedById, askedByName, serviceId, approvals } = row;
  const environment = policy as unknown as Environment;
  const target = { cluster, namespace, kind: row.kind as ChangeTarget['kind'], name };
  return {
    number,
    id: changeId(number),
    intent: { action: row.action as ChangeIntent['action'], target },
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

/** The public id of a Change: `CH-12`. */
export function changeId(number: number): string {
  return `CH-${number}`;
}

/** The number in a public id; null for what is none. */
export function changeNumber(id: string): number | null {
  const digits = /^CH-([1-9]\d{0,8})$/i.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}

export function toChangeRecord(row: Change & { approvals: Approval[] }): ChangeRecord {
  const { cluster, namespace, name } = row;
  const environment = row.policy as unknown as Environment;
  const target = { cluster, namespace, kind: row.kind as ChangeTarget['kind'], name };
  return {
    number: row.number,
    id: changeId(row.number),
    intent: { action: row.action, target, params: row.params } as ChangeIntent,
    title: row.title,
    reason: row.reason,
    askedBy: { id: row.askedById, name: row.askedByName },
    service: row.serviceId,
    serviceName: row.serviceName,
    owner: row.owner,
    environment,
    approvalsNeeded: environment.policy.approvals,
    plan: row.plan as Plan,
    state: row.state as ChangeState,
    sentence: row.sentence,
    operationId: row.operationId,
    requestHash: row.requestHash,
    leaseOwner: row.leaseOwner,
    fence: row.fence,
    written: toWritten(row),
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

function toWritten(row: Change): ChangeRecord['written'] {
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
