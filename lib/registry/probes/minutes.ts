import { createHash } from 'node:crypto';
import type { LastAsked, ProbeMinute } from '@/lib/model';

export const MINUTE_MS = 60_000;
/** How many minutes are kept of each target. */
export const KEPT_MINUTES = 60;

/** One probe that was sent. */
export interface Sent {
  readonly at: number;
  readonly tookMs: number;
  readonly isFailure: boolean;
  /** Whether there was any answer, even a failing one: only then its time counts. */
  readonly isAnswer: boolean;
}

/** The record of one minute of one probed target, as the processes share it. */
export interface MinuteEntry {
  /** The first eight bytes of the SHA-256 of its key, as 16 hexadecimal digits. */
  readonly hash: string;
  readonly asked: number;
  readonly failed: number;
  readonly p50Ms: number | null;
  readonly maxMs: number | null;
  /** When within the minute the last probe was sent, and how long it took. */
  readonly lastMs: number;
  readonly lastTookMs: number;
}

const NEVER: LastAsked = { at: 0, tookMs: 0 };
/** Numbers of one minute: probes sent, failures, median time, greatest time. */
const WIDTH = 4;
/** The value for "no number". */
export const NONE = 0xffff;

interface Ring {
  /** The last minute that was written, counted since 1970. */
  newest: number;
  readonly numbers: Uint16Array;
  /** Times of the answers in the newest minute, of probes that this process sent. */
  open: number[];
  last: LastAsked;
  /** The last probe of a minute before the newest one: that minute is shared when it is over. */
  before: LastAsked;
}

/**
 * The last hour of every probed target, minute by minute, in flat memory: 480 bytes for each target, so that 100,000 targets take 60 MB
 * at most. The times of the current minute are kept one by one; of a minute that is over, only the median and the greatest time are kept.
 */
export class Minutes {
  readonly #rings = new Map<string, Ring>();
  /** Hashes of the targets that this process probed and has not shared yet, by minute. */
  #unshared = new Map<number, Set<string>>();

  note(key: string, { at, tookMs, isFailure, isAnswer }: Sent): void {
    const minute = Math.floor(at / MINUTE_MS);
    const hash = hashOf(key);
    const ring = this.#ringAt(hash, minute);
    if (ring === null) return;
    const place = placeOf(minute);
    add(ring.numbers, place, 1);
    if (isFailure) add(ring.numbers, place + 1, 1);
    if (isAnswer) {
      ring.open.push(clamp(tookMs));
      ring.numbers[place + 2] = medianOf(ring.open);
      ring.numbers[place + 3] = Math.max(...ring.open);
    }
    ring.last = { at, tookMs };
    const those = this.#unshared.get(minute);
    if (those) those.add(hash);
    else this.#unshared.set(minute, new Set([hash]));
  }

  /** Adds the record of another process, or of this one before it was restarted. */
  read(at: number, entry: MinuteEntry): void {
    const minute = Math.floor(at / MINUTE_MS);
    const ring = this.#ringAt(entry.hash, minute);
    if (ring === null) return;
    const place = placeOf(minute);
    const asked = ring.numbers[place] ?? 0;
    add(ring.numbers, place, entry.asked);
    add(ring.numbers, place + 1, entry.failed);
    // Two processes within one minute: the median is that of the one that sent more probes.
    if (entry.asked >= asked || ring.numbers[place + 2] === NONE)
      ring.numbers[place + 2] = entry.p50Ms ?? NONE;
    const most = ring.numbers[place + 3] ?? NONE;
    if (entry.maxMs !== null)
      ring.numbers[place + 3] = most === NONE ? entry.maxMs : Math.max(most, entry.maxMs);
    const lastAt = minute * MINUTE_MS + entry.lastMs;
    if (lastAt > ring.last.at) ring.last = { at: lastAt, tookMs: entry.lastTookMs };
  }

  /** The minutes of a target, oldest first; minutes without a probe are left out. */
  of(key: string, now: number): readonly ProbeMinute[] {
    const ring = this.#rings.get(hashOf(key));
    if (ring === undefined) return [];
    const current = Math.floor(now / MINUTE_MS);
    const minutes: ProbeMinute[] = [];
    for (let minute = current - KEPT_MINUTES + 1; minute <= ring.newest; minute += 1) {
      if (minute <= ring.newest - KEPT_MINUTES) continue;
      const place = placeOf(minute);
      const [asked = 0, failed = 0, p50 = NONE, max = NONE] = ring.numbers.subarray(place, place + WIDTH);
      if (asked === 0) continue;
      minutes.push({
        at: minute * MINUTE_MS,
        asked,
        failed,
        p50Ms: p50 === NONE ? null : p50,
        maxMs: max === NONE ? null : max,
      });
    }
    return minutes;
  }

  /** When a target was last probed, by any process; null: not within the hour. */
  last(key: string): LastAsked | null {
    return this.#rings.get(hashOf(key))?.last ?? null;
  }

  /** Takes the minutes that are over at `now` and in which this process sent probes. Each is returned once. */
  takeClosed(now: number): { readonly at: number; readonly entries: readonly MinuteEntry[] }[] {
    const current = Math.floor(now / MINUTE_MS);
    return [...this.#unshared].flatMap(([minute, hashes]) => {
      if (minute >= current) return [];
      this.#unshared.delete(minute);
      return [
        { at: minute * MINUTE_MS, entries: [...hashes].flatMap((hash) => this.#entry(hash, minute) ?? []) },
      ];
    });
  }

  /** Returns minutes that could not be shared, so that the next `takeClosed` has them again. */
  putBack(closed: readonly { readonly at: number; readonly entries: readonly MinuteEntry[] }[]): void {
    for (const { at, entries } of closed) {
      const minute = Math.floor(at / MINUTE_MS);
      const those = this.#unshared.get(minute) ?? new Set();
      for (const { hash } of entries) those.add(hash);
      this.#unshared.set(minute, those);
    }
  }

  /** Removes targets that were not probed for an hour. */
  prune(now: number): void {
    const oldest = Math.floor(now / MINUTE_MS) - KEPT_MINUTES;
    for (const [hash, { newest }] of this.#rings) if (newest <= oldest) this.#rings.delete(hash);
  }

  /** The ring of a hash, with the minute cleared where it is new; null: the minute is older than an hour. */
  #ringAt(hash: string, minute: number): Ring | null {
    let ring = this.#rings.get(hash);
    if (ring === undefined) {
      const numbers = new Uint16Array(KEPT_MINUTES * WIDTH);
      ring = { newest: minute - 1, numbers, open: [], last: NEVER, before: NEVER };
      this.#rings.set(hash, ring);
    }
    if (minute <= ring.newest - KEPT_MINUTES) return null;
    if (minute > ring.newest) {
      const from = Math.max(ring.newest + 1, minute - KEPT_MINUTES + 1);
      for (let cleared = from; cleared <= minute; cleared += 1) {
        const place = placeOf(cleared);
        ring.numbers.fill(0, place, place + 2).fill(NONE, place + 2, place + WIDTH);
      }
      ring.newest = minute;
      ring.open = [];
      ring.before = ring.last;
    }
    return ring;
  }

  #entry(hash: string, minute: number): MinuteEntry | null {
    const ring = this.#rings.get(hash);
    if (ring === undefined || minute <= ring.newest - KEPT_MINUTES) return null;
    const place = placeOf(minute);
    const [asked = 0, failed = 0, p50 = NONE, max = NONE] = ring.numbers.subarray(place, place + WIDTH);
    const begun = minute * MINUTE_MS;
    const last = [ring.last, ring.before].find((one) => Math.floor(one.at / MINUTE_MS) === minute);
    return {
      hash,
      asked,
      failed,
      p50Ms: p50 === NONE ? null : p50,
      maxMs: max === NONE ? null : max,
      // For an older minute this is not known: its beginning is never too late.
      lastMs: (last?.at ?? begun) - begun,
      lastTookMs: clamp(last?.tookMs ?? 0),
    };
  }
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}

function placeOf(minute: number): number {
  return (minute % KEPT_MINUTES) * WIDTH;
}

function add(numbers: Uint16Array, place: number, count: number): void {
  numbers[place] = Math.min(NONE, (numbers[place] ?? 0) + count);
}

function clamp(ms: number): number {
  return Math.min(NONE - 1, Math.max(0, Math.round(ms)));
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NONE;
}
