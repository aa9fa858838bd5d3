import { AppError, type Clock } from '@/lib/model';

/** How many failures are allowed in a minute: for one address, and for all together, as callers can forge addresses. */
const PER_ADDRESS = 10;
const ALL_TOGETHER = 100;
const WINDOW_MS = 60_000;
/** How many addresses are remembered; the oldest are dropped first. */
const ADDRESSES_MAX = 1000;

interface Count {
  failures: number;
  readonly until: number;
}

export interface Attempts {
  /** @throws AppError `too-many-requests` with how long to wait, when too many attempts failed. */
  mustBeAllowed(address: string): void;
  failed(address: string): void;
}

/** Slows down attempts to guess secrets. Its memory is bounded, however many addresses try. */
export function createAttempts(now: Clock): Attempts {
  const counts = new Map<string, Count>();
  const EVERYONE = '';

  const current = (key: string): Count | undefined => {
    const count = counts.get(key);
    if (count && count.until > now().getTime()) return count;
    counts.delete(key);
    return undefined;
  };
  const bump = (key: string): void => {
    const count = current(key);
    if (count) count.failures += 1;
    else counts.set(key, { failures: 1, until: now().getTime() + WINDOW_MS });
  };

  return {
    mustBeAllowed(address) {
      const blocked =
        (current(address)?.failures ?? 0) >= PER_ADDRESS ||
        (current(EVERYONE)?.failures ?? 0) >= ALL_TOGETHER;
      if (blocked)
        throw new AppError('too-many-requests', 'Too many failed attempts: wait a minute and try again.');
    },
    failed(address) {
      bump(address);
      bump(EVERYONE);
      for (const key of counts.keys()) {
        if (counts.size <= ADDRESSES_MAX) break;
        if (key !== EVERYONE) counts.delete(key);
      }
    },
  };
}

/** The client's address as the nearest proxy reports it, or the address of the socket where there is no proxy. */
export function addressIn(forwardedFor: string | null | undefined): string {
  return forwardedFor?.split(',').at(-1)?.trim() || 'unknown';
}
