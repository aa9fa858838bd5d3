import { listAudit, verifyAudit } from '@/lib/db/audit';
import { AppError, invalidField, type AuditRecordDto, type Page } from '@/lib/model';
import { mayReadAudit } from '@/lib/policy';
import type { ReadContext } from './context';
import { decodeCursor, encodeCursor, type PageRequest } from './cursor';

export interface AuditQuery extends PageRequest {
  /** An actor's id: `user:eve`. */
  readonly actor?: string;
  /** `change.approved`, or `change` for all that begin so. */
  readonly action?: string;
  readonly subject?: string;
  /** Found in actor, action, subject or sentence, whatever the case. */
  readonly q?: string;
  /** `1`: recompute the whole chain and say whether it holds. */
  readonly verify?: '1';
}

export interface AuditPage extends Page<AuditRecordDto> {
  readonly chain?: { readonly intact: boolean; readonly records: number; readonly sentence: string | null };
}

/** Audit records, newest first. @throws AppError `forbidden`; `invalid-input` for a cursor that is none. */
export async function readAudit(
  { db, actor }: Pick<ReadContext, 'db' | 'actor'>,
  query: AuditQuery,
): Promise<AuditPage> {
  const access = mayReadAudit(actor);
  if (!access.allowed) throw new AppError('forbidden', access.reason);
  const { cursor, limit = 100, verify, ...filters } = query;
  const before = cursor === undefined ? {} : { before: idIn(cursor) };
  const found = await listAudit(db, { ...filters, ...before, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = found.length > limit && last !== undefined ? encodeCursor(last.id) : null;
  if (verify === undefined) return { items, nextCursor };
  const verdict = await verifyAudit(db);
  const { intact, records } = verdict;
  return {
    items,
    nextCursor,
    chain: { intact, records, sentence: verdict.intact ? null : verdict.sentence },
  };
}

function idIn(cursor: string): bigint {
  const key = decodeCursor(cursor);
  if (!/^\d{1,18}$/.test(key))
    throw invalidField('cursor', 'The cursor is not one that a previous page gave.');
  return BigInt(key);
}
