import { AppError, type Clock } from '@/lib/model';

/** Failures that are let pass in a minute: of one address, and of all together (an address is what the caller says it is). */
const PER_ADDRESS = 10;
const ALL_TOGETHER = 100;
const WINDOW_MS = 60_000;
/** Addresses remembered at once; the oldest goes first. */
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

/** Slows down whoever guesses secrets. Bounded: what is remembered does not grow with the number of guessers. */
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

/** The address that the proxy nearest to us reports; next's server puts the socket's own there when no proxy did. */
export function addressIn(forwardedFor: string | null | undefined): string {
  return forwardedFor?.split(',').at(-1)?.trim() || 'unknown';
}
