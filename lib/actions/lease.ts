import type { Lease } from '@/lib/db/changes';
import { LEASE_SECONDS, renewLease } from '@/lib/db/leases';
import type { ExecutionContext } from './context';

/** Another executor has the Change: the execution stops at once and writes nothing more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Renews the lease for another 30 s. @throws LeaseLost where another executor has it. */
export async function holdLease(ctx: ExecutionContext, lease: Lease): Promise<void> {
  if (!(await renewLease(ctx.db, lease))) throw new LeaseLost();
}

/**
 * Renews a lease every third of its length until stopped. `lost` is aborted when another executor took it; a renewal
 * that the database did not answer is tried again.
 */
export function keepLease(ctx: ExecutionContext, lease: Lease): { lost: AbortSignal; stop: () => void } {
  const lost = new AbortController();
  const renew = async () => {
    try {
      if (!(await renewLease(ctx.db, lease))) lost.abort(new LeaseLost());
    } catch (error) {
      ctx.log.warn({ err: error, change: lease.number }, 'a lease could not be renewed');
    }
  };
  const timer = setInterval(() => void renew(), (LEASE_SECONDS * 1000) / 3);
  timer.unref();
  return { lost: lost.signal, stop: () => clearInterval(timer) };
}
