/** A freed slot is reused only after this time, so that a late heartbeat of its former check does not count for the next one. */
const REST_MS = 60_000;

/**
 * Used and free slots of heartbeats. Every process derives them from the same rows; only with the registry's lock a slot may be taken. Freed
 * slots are reused, so that pages stay dense however many instances come and go.
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

  /** Takes the next free slot. */
  take(now: number): number {
    for (;;) {
      const [first] = this.#freed;
      if (first === undefined || now - first.at < REST_MS) break;
      this.#freed.shift();
      // Another process may have taken it since it was freed.
      if (this.#used.has(first.slot)) continue;
      this.#used.add(first.slot);
      return first.slot;
    }
    const slot = this.#next;
    this.use(slot);
    return slot;
  }
}
