import type { ChangeState, ChangeTarget } from '@/lib/model';
import {
  changeId,
  changeNumber,
  summaryColumns,
  toSummaryRecord,
  type ChangeSummaryRecord,
} from './change-record';
import type { Db } from './client';
import type { Prisma } from './generated/client';
import { storableText } from './text';

export interface ChangeQuery {
  readonly states?: readonly ChangeState[];
  readonly service?: string;
  readonly cluster?: string;
  readonly askedBy?: string;
  /** Searched in id, title, service, requester, cluster and namespace, case-insensitively. */
  readonly q?: string;
  /** Only Changes that were updated at or after this time. */
  readonly movedSince?: Date;
  /** Only Changes before this number. */
  readonly before?: number;
  readonly limit: number;
}

/** Changes as lists show them, without their plans, newest first. */
export async function listChangeSummaries(db: Db, query: ChangeQuery): Promise<ChangeSummaryRecord[]> {
  const rows = await db.client.change.findMany({ ...selection(query), select: summaryColumns });
  return rows.map(toSummaryRecord);
}

/** The targets of the Changes with these public ids, by id; unknown ids are left out. */
export async function listChangeTargets(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Pick<ChangeTarget, 'cluster' | 'namespace'>[]>> {
  const numbers = ids.flatMap((id) => changeNumber(id) ?? []);
  const rows = await db.client.changeStep.findMany({
    where: { changeNumber: { in: numbers } },
    select: { changeNumber: true, cluster: true, namespace: true },
  });
  const targets = new Map<string, Pick<ChangeTarget, 'cluster' | 'namespace'>[]>();
  for (const { changeNumber: number, ...place } of rows) {
    const id = changeId(number);
    targets.set(id, [...(targets.get(id) ?? []), place]);
  }
  return targets;
}

function selection(query: ChangeQuery) {
  const { states, service, cluster, askedBy, q, movedSince, before, limit } = query;
  const where: Prisma.ChangeWhereInput = {
    ...(states === undefined ? {} : { state: { in: [...states] } }),
    ...(service === undefined ? {} : { serviceId: storableText(service) }),
    ...(cluster === undefined ? {} : { steps: { some: { cluster: storableText(cluster) } } }),
    ...(askedBy === undefined ? {} : { askedById: askedBy }),
    ...(movedSince === undefined ? {} : { updatedAt: { gte: movedSince } }),
    ...(before === undefined ? {} : { number: { lt: before } }),
    ...(q === undefined || q.trim() === '' ? {} : { AND: [matching(storableText(q.trim()))] }),
  };
  return { where, orderBy: { number: 'desc' }, take: limit } satisfies Prisma.ChangeFindManyArgs;
}

function matching(q: string): Prisma.ChangeWhereInput {
  const contains = { contains: q, mode: 'insensitive' as const };
  const own = ['title', 'serviceName', 'askedByName'] as const;
  const ofSteps = ['name', 'cluster', 'namespace'] as const;
  const number = changeNumber(q);
  return {
    OR: [
      ...own.map((field) => ({ [field]: contains })),
      ...ofSteps.map((field) => ({ steps: { some: { [field]: contains } } })),
      ...(number === null ? [] : [{ number }]),
    ],
  };
}
