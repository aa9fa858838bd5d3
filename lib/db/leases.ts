import type { ChangeState } from '@/lib/model';
import { changeId } from './change-record';
import { updateLeased, type Lease } from './changes';
import type { Db, Tx } from './client';

/** How long a lease is valid without being renewed. */
export const LEASE_SECONDS = 30;

/** Statuses in which an executor holds, or should hold, the lease. */
const BEGUN: ChangeState[] = ['executing', 'verifying', 'unknown'];
const READY: ChangeState[] = ['planned', 'approved'];

interface Taken {
  readonly fence: number;
}

/**
 * Starts the execution of a Change that is ready, in the transaction that records the intent. Null: it is no longer ready. Leases
 * are timed by the database's clock, which all replicas share.
 */
export async function beginExecution(
  tx: Tx,
  { number, owner, now }: { number: number; owner: string; now: Date },
): Promise<Lease | null> {
  const [taken] = await tx.$queryRaw<Taken[]>`
    UPDATE changes
    SET lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), fence = fence + 1,
        executed_at = ${now}
    WHERE number = ${number} AND state = ANY(${READY}) AND expires_at > ${now}
    RETURNING fence`;
  if (taken === undefined) return null;
  const lease = { number, owner, fence: taken.fence };
  await updateLeased(tx, lease, { state: 'executing', sentence: 'It is being executed.', now });
  return lease;
}

/** Takes over a Change whose lease expired, or whose holder is known to be dead. Null: another process was quicker. */
export async function takeOver(
  db: Db,
  { number, owner, dead }: { number: number; owner: string; dead: readonly string[] },
): Promise<Lease | null> {
  const [taken] = await db.client.$queryRaw<Taken[]>`
    UPDATE changes
    SET lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), fence = fence + 1
    WHERE number = ${number} AND state = ANY(${BEGUN})
      AND (lease_until IS NULL OR lease_until < now() OR lease_owner = ANY(${[...dead]}))
    RETURNING fence`;
  return taken === undefined ? null : { number, owner, fence: taken.fence };
}

/** Keeps the lease for another 30 s. False: another process has it now. */
export async function renewLease(db: Db, { number, owner, fence }: Lease): Promise<boolean> {
  const renewed = await db.client.$executeRaw`
    UPDATE changes SET lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    WHERE number = ${number} AND fence = ${fence} AND lease_owner = ${owner}`;
  return renewed > 0;
}

/** Releases the lease, so that another process may take the Change at once. */
export async function releaseLease(db: Db, { number, owner, fence }: Lease): Promise<void> {
  await db.client.$executeRaw`
    UPDATE changes SET lease_until = NULL, lease_owner = NULL
    WHERE number = ${number} AND fence = ${fence} AND lease_owner = ${owner}`;
}

export interface LeftOver {
  readonly number: number;
  readonly id: string;
  readonly state: ChangeState;
  readonly leaseOwner: string | null;
  /** Whether its lease is valid: its holder works, or died a moment ago. */
  readonly leased: boolean;
}

/** Changes that should be executing: begun and not ended, or approved and not begun. Oldest first. */
export async function listLeftOver(db: Db): Promise<LeftOver[]> {
  const rows = await db.client.$queryRaw<Omit<LeftOver, 'id'>[]>`
    SELECT number, state, lease_owner AS "leaseOwner", COALESCE(lease_until >= now(), false) AS leased
    FROM changes WHERE state = ANY(${[...BEGUN, 'approved']}) ORDER BY number`;
  return rows.map((row) => ({ ...row, id: changeId(row.number) }));
}

/** Ids of Changes whose time to be approved or executed has passed. */
export async function listExpired(db: Db, now: Date): Promise<string[]> {
  const rows = await db.client.change.findMany({
    where: { state: { in: ['planned', 'awaiting-approval', 'approved'] }, expiresAt: { lte: now } },
    select: { number: true },
  });
  return rows.map((row) => changeId(row.number));
}
