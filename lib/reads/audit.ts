import { listAudit, verifyAudit } from '@/lib/db/audit';
import { listChangeTargets } from '@/lib/db/list-changes';
import { AppError, invalidField, type AuditRecordDto, type Page } from '@/lib/model';
import { mayReadAudit } from '@/lib/policy';
import { seesEverything } from '@/lib/views/seen';
import type { ReadContext } from './context';
import { decodeCursor, encodeCursor, type PageRequest } from './cursor';
import { pageSeen } from './page-seen';

export interface AuditPageRequest extends PageRequest {
  /** An actor's id: `user:eve`. */
  readonly actor?: string;
  /** `change.approved`, or `change` for all actions that begin with it. */
  readonly action?: string;
  readonly subject?: string;
  /** Searched in actor, action, subject and sentence, case-insensitively. */
  readonly q?: string;
  /** `1`: verify the whole chain. */
  readonly verify?: '1';
}

export interface AuditPage extends Page<AuditRecordDto> {
  readonly chain?: { readonly intact: boolean; readonly records: number; readonly sentence: string | null };
}

/**
 * Audit records, newest first. A scope sees a record of a Change if it sees the Change. Other records (sessions, the catalog, verdicts, the registry)
 * belong to no single place: only a scope that sees everything sees them.
 *
 * @throws AppError `forbidden`; `invalid-input` for an invalid cursor.
 */
export async function readAudit(
  context: Pick<ReadContext, 'db' | 'actor' | 'scope'>,
  query: AuditPageRequest,
): Promise<AuditPage> {
  const { db, actor } = context;
  const access = mayReadAudit(actor);
  if (!access.allowed) throw new AppError('forbidden', access.reason);
  const { cursor, limit = 100, verify, ...filters } = query;
  const start = cursor === undefined ? undefined : idIn(cursor);
  const { items, isMore } = await pageSeen<AuditRecordDto>({
    limit,
    read(after, count) {
      const before = after === undefined ? start : BigInt(after.id);
      return listAudit(db, { ...filters, ...(before === undefined ? {} : { before }), limit: count });
    },
    seen: (records) => recordsSeen(context, records),
  });
  const last = items.at(-1);
  const nextCursor = isMore && last !== undefined ? encodeCursor(last.id) : null;
  if (verify === undefined) return { items: [...items], nextCursor };
  const verdict = await verifyAudit(db);
  const { intact, records } = verdict;
  return {
    items: [...items],
    nextCursor,
    chain: { intact, records, sentence: verdict.intact ? null : verdict.sentence },
  };
}

async function recordsSeen(
  context: Pick<ReadContext, 'db' | 'scope'>,
  records: readonly AuditRecordDto[],
): Promise<readonly AuditRecordDto[]> {
  if (seesEverything(context)) return records;
  const changes = await listChangeTargets(context.db, [...new Set(records.map(({ subject }) => subject))]);
  return records.filter(({ subject }) => {
    const targets = changes.get(subject);
    return targets !== undefined && targets.every((target) => context.scope.sees(target));
  });
}

function idIn(cursor: string): bigint {
  const key = decodeCursor(cursor);
  if (!/^\d{1,18}$/.test(key))
    throw invalidField('cursor', 'The cursor is not valid: use the nextCursor of the previous page.');
  return BigInt(key);
}
