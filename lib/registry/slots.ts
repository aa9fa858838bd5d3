/** A place is given to another only after so long: a late heartbeat of the former one must not count for it. */
const REST_MS = 60_000;

/**
 * Places of heartbeats, taken and free. Every process derives it from the same rows; who holds the registry's lock may take one. Freed ones
 * are used again, so that the pages stay dense however many instances come and go.
 */
export class Slots {
  readonly #used = new Set<number>();
  readonly #freed: { readonly slot: number; readonly at: number }[] = [];
  #next = 0;

  use(slot: number): void {
    this.#used.add(slot);
    this.#next = Math.max(this.#next, slot + 1);
  }

  free(slot: number, at: number): void {
    if (this.#used.delete(slot)) this.#freed.push({ slot, at });
  }

  /** The next free one; it is in use from now on. */
  take(now: number): number {
    for (;;) {
      const [first] = this.#freed;
      if (first === undefined || now - first.at < REST_MS) break;
      this.#freed.shift();
      // Another process may have given it away meanwhile.
      if (this.#used.has(first.slot)) continue;
      this.#used.add(first.slot);
      return first.slot;
    }
    const slot = this.#next;
    this.use(slot);
    return slot;
  }
}
