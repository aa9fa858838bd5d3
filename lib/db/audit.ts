import { createHash } from 'node:crypto';
import { canonicalJson, type AuditEntry, type AuditRecordDto } from '@/lib/model';
import type { Db, Tx } from './client';
import type { Prisma } from './generated/client';
import { storableJson, storableText } from './text';

/** The hash before the first record. */
const GENESIS = '0'.repeat(64);
/** An advisory lock, held to the end of the transaction that appends, so that records are in the order of their commits. */
const CHAIN_LOCK = 7_266_003;
const VERIFY_BATCH = 1000;

/**
 * Appends a record to the chain, in the transaction of what it records: both happen, or neither. Appending waits for any
 * other transaction that appended and has not ended, so it belongs at a transaction's end.
 */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)`;
  const last = await tx.auditRecord.findFirst({ orderBy: { id: 'desc' }, select: { hash: true } });
  const record = {
    at: entry.at,
    actorId: storableText(entry.actor.id),
    actorName: storableText(entry.actor.name),
    action: entry.action,
    subject: storableText(entry.subject),
    sentence: storableText(entry.sentence),
    detail: storableJson(entry.detail),
    prevHash: last?.hash ?? GENESIS,
  };
  await tx.auditRecord.create({ data: { ...record, hash: hashOf(record) } });
}

interface Chained {
  readonly at: Date;
  readonly actorId: string;
  readonly actorName: string;
  readonly action: string;
  readonly subject: string;
  readonly sentence: string;
  readonly detail: unknown;
  readonly prevHash: string;
}

function hashOf(record: Chained): string {
  const { prevHash, at, actorId, actorName, action, subject, sentence, detail } = record;
  const content = [prevHash, at.toISOString(), actorId, actorName, action, subject, sentence, detail];
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

export type ChainVerdict =
  | { readonly intact: true; readonly records: number; readonly head: string }
  | {
      readonly intact: false;
      readonly records: number;
      readonly brokenAt: string;
      readonly sentence: string;
    };

/**
 * Reads the whole chain and recomputes every hash. It finds a record that was changed, removed or inserted. That the newest
 * records were removed is only found by comparing with an earlier `head`.
 */
export async function verifyAudit(db: Db): Promise<ChainVerdict> {
  let head = GENESIS;
  let records = 0;
  for (let after = 0n; ;) {
    const batch = await db.client.auditRecord.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: VERIFY_BATCH,
    });
    for (const record of batch) {
      if (record.prevHash !== head) return broken(record.id, records, 'does not follow the one before it');
      if (record.hash !== hashOf(record)) return broken(record.id, records, 'is not as it was written');
      head = record.hash;
      records += 1;
      after = record.id;
    }
    if (batch.length < VERIFY_BATCH) return { intact: true, records, head };
  }
}

function broken(id: bigint, records: number, how: string): ChainVerdict {
  return { intact: false, records, brokenAt: id.toString(), sentence: `Record ${id.toString()} ${how}.` };
}

export interface AuditQuery {
  readonly actor?: string;
  /** `change.approved`, or `change` for all actions that begin with it. */
  readonly action?: string;
  readonly subject?: string;
  /** Searched in actor, action, subject and sentence, case-insensitively. */
  readonly q?: string;
  /** Only records before this id. */
  readonly before?: bigint;
  readonly limit: number;
}

/** The audit records, newest first. */
export async function listAudit(db: Db, query: AuditQuery): Promise<AuditRecordDto[]> {
  const { actor, action, subject, q, before } = query;
  const where: Prisma.AuditRecordWhereInput = {
    ...(actor === undefined ? {} : { actorId: storableText(actor) }),
    ...(subject === undefined ? {} : { subject: storableText(subject) }),
    ...(before === undefined ? {} : { id: { lt: before } }),
    AND: [
      ...(action === undefined ? [] : [underAction(storableText(action))]),
      ...(q === undefined || q.trim() === '' ? [] : [holding(storableText(q.trim()))]),
    ],
  };
  const rows = await db.client.auditRecord.findMany({ where, orderBy: { id: 'desc' }, take: query.limit });
  return rows.map((row) => ({
    id: row.id.toString(),
    at: row.at.toISOString(),
    actor: row.actorId,
    actorName: row.actorName,
    action: row.action,
    subject: row.subject,
    sentence: row.sentence,
    detail: row.detail as Record<string, unknown>,
    hash: row.hash,
  }));
}

function underAction(action: string): Prisma.AuditRecordWhereInput {
  return { OR: [{ action }, { action: { startsWith: `${action}.` } }] };
}

function holding(q: string): Prisma.AuditRecordWhereInput {
  const fields = ['actorId', 'actorName', 'action', 'subject', 'sentence'] as const;
  return { OR: fields.map((field) => ({ [field]: { contains: q, mode: 'insensitive' as const } })) };
}
