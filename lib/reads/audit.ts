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

/**
 * Audit records, newest first. A record of a Change is seen where the Change is; all others (sessions, the catalog, verdicts, the registry)
 * are of no one place: they are for whoever sees everything.
 *
 * @throws AppError `forbidden`; `invalid-input` for a cursor that is none.
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
    throw invalidField('cursor', 'The cursor is not one that a previous page gave.');
  return BigInt(key);
}
