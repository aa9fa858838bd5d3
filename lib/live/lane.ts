import type { Derived, OpenView, Touched, View } from '@/lib/views';
import { createAlarm, type Alarm } from './alarm';
import type { Timers } from './timers';

export interface LaneOptions {
  readonly view: View;
  /** The open view. */
  readonly open: OpenView;
  /** For the log. */
  readonly subject: string;
  readonly timers: Timers;
  readonly clock: () => Date;
  /** Whether it has viewers. */
  readonly isViewed: () => boolean;
  readonly publish: (derived: Derived, keys: ReadonlySet<string>) => void;
  readonly onError: (error: unknown, subject: string) => void;
}

/** Schedules the derivation of one open view: pending keys in bounded turns, by its cadence, and again at `validUntil`. */
export class Lane {
  /** The error of the last turn; null when it succeeded. */
  failure: unknown = null;
  private readonly pending = new Set<string>();
  private readonly waiting = new Set<string>();
  private readonly turn: Alarm;
  private readonly later: Alarm;
  private readonly expiry: Alarm;
  private readonly renewal: Alarm;
  private isWorking = false;
  private isClosed = false;

  constructor(private readonly options: LaneOptions) {
    const { timers, open } = options;
    this.turn = createAlarm(timers, () => this.workIfDue());
    this.later = createAlarm(timers, () => this.admit());
    this.expiry = createAlarm(timers, () => this.wake(open.expired?.(options.clock()) ?? open.all()));
    this.renewal = createAlarm(timers, () => this.renew());
    this.add(open.all());
  }

  get isAtOnce(): boolean {
    return this.options.view.cadence.afterMs === 0;
  }

  get isDue(): boolean {
    return this.pending.size > 0 || (this.options.view.cadence.laterMs === 0 && this.waiting.size > 0);
  }

  /** Adds the keys that were touched, and derives them when the cadence allows it. */
  take(touched: Touched): void {
    if (this.isClosed) return;
    const { open, view } = this.options;
    this.add(open.touched(touched));
    for (const key of open.touchedLater?.(touched) ?? []) if (!this.pending.has(key)) this.waiting.add(key);
    const { laterMs, isWithBase } = view.cadence;
    if (laterMs > 0 && this.waiting.size > 0 && !this.later.isSet) this.later.set(laterMs);
    if (isWithBase && touched.derived.size > 0) this.workIfDue();
    else this.schedule();
  }

  /** Derives all pending keys now. */
  settle(): void {
    while (this.isDue && !this.isWorking) this.work(Infinity);
  }

  /** A first viewer has come. */
  viewed(): void {
    const { renewed } = this.options.open;
    if (renewed && !this.renewal.isSet) this.renewal.set(renewed.everyMs);
  }

  close(): void {
    this.isClosed = true;
    for (const alarm of [this.turn, this.later, this.expiry, this.renewal]) alarm.clear();
    this.pending.clear();
    this.waiting.clear();
    this.options.open.close?.();
  }

  private add(keys: Iterable<string>): void {
    for (const key of keys) {
      this.pending.add(key);
      this.waiting.delete(key);
    }
  }

  /** Moves keys that have waited for long enough to the pending ones. */
  private admit(): void {
    this.add([...this.waiting]);
    this.schedule();
  }

  private schedule(): void {
    if (this.turn.isSet || this.isWorking) return;
    if (this.isAtOnce) this.workIfDue();
    else if (this.isDue && this.isWanted) this.turn.set(this.options.view.cadence.afterMs);
  }

  /** Derives keys whose time has come, without a further wait. */
  private wake(keys: Iterable<string>): void {
    this.add(keys);
    if (!this.isAtOnce || !this.turn.isSet) this.workIfDue();
  }

  private renew(): void {
    const { open, isViewed } = this.options;
    if (!open.renewed || !isViewed()) return;
    this.renewal.set(open.renewed.everyMs);
    this.wake(open.renewed.keys());
  }

  private get isWanted(): boolean {
    const { view, isViewed } = this.options;
    return !view.onlyWhileViewed || isViewed();
  }

  private workIfDue(): void {
    if (this.isDue && this.isWanted && !this.isWorking) this.work(this.options.view.cadence.keysMax);
  }

  private work(max: number): void {
    const keys = this.takeKeys(max);
    const isMore = this.isDue;
    this.isWorking = true;
    const isLeft = this.derive(keys);
    this.isWorking = false;
    this.turn.clear();
    if (this.isClosed) return;
    const { open, view } = this.options;
    const everyMs = open.pauseMs?.() ?? view.cadence.everyMs;
    if (isMore || isLeft) this.turn.set(0);
    else if (everyMs > 0) this.turn.set(everyMs);
    else this.schedule();
  }

  /** Takes up to `max` pending keys; those that may wait come last. */
  private takeKeys(max: number): ReadonlySet<string> {
    const taken = new Set<string>();
    const sets = this.options.view.cadence.laterMs === 0 ? [this.pending, this.waiting] : [this.pending];
    for (const set of sets) {
      for (const key of set) {
        if (taken.size === max) return taken;
        set.delete(key);
        taken.add(key);
      }
    }
    return taken;
  }

  /** Returns whether keys are left. An error of one key does not affect the others. */
  private derive(keys: ReadonlySet<string>): boolean {
    const { open, clock, publish, subject, onError } = this.options;
    let derived: Derived;
    try {
      derived = open.derive(keys, clock());
    } catch (error) {
      if (keys.size > 1) return [...keys].map((key) => this.derive(new Set([key]))).includes(true);
      this.failure = error;
      onError(error, subject);
      return false;
    }
    this.failure = null;
    if (derived.isLeft === true) this.add(keys);
    const { validUntil } = derived;
    if (validUntil === null) this.expiry.clear();
    else this.expiry.set(Math.max(1, validUntil - clock().getTime()));
    publish(derived, derived.derived ?? keys);
    return derived.isLeft === true;
  }
}
