interface Appointment {
  atMs: number;
  order: number;
  run: (() => void) | null;
}

/**
 * Virtual time: a heap of tasks that run in order of time, then in the order in which they were added. The wall clock is not read before
 * `goLive`: a test advances the time itself, so that runs with the same calls are identical.
 */
export class VirtualClock {
  private heap: Appointment[] = [];
  private made = 0;
  private live: { timer: NodeJS.Timeout | null; onError: (error: unknown) => void } | null = null;

  constructor(private currentMs: number) {}

  now(): number {
    return this.currentMs;
  }

  /** RFC 3339 in whole seconds, as `metav1.Time` is written. */
  time(atMs = this.currentMs): string {
    return new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  /** RFC 3339 with six fractional digits, as `metav1.MicroTime` is written. */
  microTime(atMs = this.currentMs): string {
    return new Date(atMs).toISOString().replace('Z', '000Z');
  }

  /** Runs `run` once, `delayMs` from now. The returned function cancels it. */
  after(delayMs: number, run: () => void): () => void {
    const appointment: Appointment = { atMs: this.currentMs + Math.max(0, delayMs), order: this.made++, run };
    this.push(appointment);
    if (this.live && this.heap[0] === appointment) this.arm();
    return () => {
      appointment.run = null;
    };
  }

  /** Runs everything due in the next `ms` and leaves the clock there. */
  advance(ms: number): void {
    this.advanceTo(this.currentMs + ms);
  }

  advanceTo(untilMs: number): void {
    for (let next = this.heap[0]; next && next.atMs <= untilMs; next = this.heap[0]) {
      this.pop();
      this.currentMs = Math.max(this.currentMs, next.atMs);
      this.perform(next);
    }
    this.currentMs = Math.max(this.currentMs, untilMs);
  }

  /** Moves the clock without running anything; what became overdue runs at the next advance. */
  jumpTo(atMs: number): void {
    this.currentMs = Math.max(this.currentMs, atMs);
  }

  /** From now on virtual time follows the wall clock, until the returned function is called. The error of a task that throws goes to `onError`. */
  goLive(onError: (error: unknown) => void): () => void {
    this.live = { timer: null, onError };
    this.catchUp();
    return () => {
      if (this.live?.timer) clearTimeout(this.live.timer);
      this.live = null;
    };
  }

  /** Advances virtual time to the wall clock, after `goLive`; else it does nothing. Call it before a request is answered. */
  catchUp(): void {
    if (!this.live) return;
    this.advanceTo(Date.now());
    this.arm();
  }

  private arm(): void {
    const live = this.live;
    if (!live) return;
    if (live.timer) clearTimeout(live.timer);
    const next = this.heap[0];
    if (!next) return;
    const delayMs = Math.min(Math.max(0, next.atMs - Date.now()), 60_000);
    live.timer = setTimeout(() => this.catchUp(), delayMs);
  }

  private perform(appointment: Appointment): void {
    if (!this.live) return appointment.run?.();
    try {
      appointment.run?.();
    } catch (error) {
      this.live.onError(error);
    }
  }

  private push(appointment: Appointment): void {
    const heap = this.heap;
    let index = heap.push(appointment) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  private pop(): void {
    const heap = this.heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    heap[0] = last;
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      const first = left + 1 < heap.length && this.earlier(left + 1, left) ? left + 1 : left;
      if (first >= heap.length || !this.swapIfEarlier(first, index)) return;
      index = first;
    }
  }

  private earlier(left: number, right: number): boolean {
    const a = this.heap[left];
    const b = this.heap[right];
    return !!a && !!b && (a.atMs - b.atMs || a.order - b.order) < 0;
  }

  private swapIfEarlier(child: number, parent: number): boolean {
    if (!this.earlier(child, parent)) return false;
    const a = this.heap[child];
    const b = this.heap[parent];
    if (a && b) [this.heap[child], this.heap[parent]] = [b, a];
    return true;
  }
}
