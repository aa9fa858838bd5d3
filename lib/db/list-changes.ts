import type { ChangeState } from '@/lib/model';
import {
  changeNumber,
  summaryColumns,
  toChangeRecord,
  toSummaryRecord,
  type ChangeRecord,
  type ChangeSummaryRecord,
} from './change-record';
import { whole } from './changes';
import type { Db } from './client';
import type { Prisma } from './generated/client';
import { storableText } from './text';

export interface ChangeQuery {
  readonly states?: readonly ChangeState[];
  readonly service?: string;
  readonly cluster?: string;
  readonly askedBy?: string;
  /** Found in id, title, service, asker, cluster or namespace, whatever the case. */
  readonly q?: string;
  /** Changes that moved at or after this time. */
  readonly movedSince?: Date;
  /** Changes older than this number. */
  readonly before?: number;
  readonly limit: number;
}

/** Changes, newest first. */
export async function listChanges(db: Db, query: ChangeQuery): Promise<ChangeRecord[]> {
  const rows = await db.client.change.findMany({ ...selection(query), include: whole });
  return rows.map(toChangeRecord);
}

/** The same as lists show them, without their plans. */
export async function listChangeSummaries(db: Db, query: ChangeQuery): Promise<ChangeSummaryRecord[]> {
  const rows = await db.client.change.findMany({ ...selection(query), select: summaryColumns });
  return rows.map(toSummaryRecord);
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
