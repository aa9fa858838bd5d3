import type { BeatsPage, FlushedPage } from '@/lib/db/registry-beats';

const PAGE_SLOTS = 256;
const NONE = 0xffff_ffff;

/**
 * The last heartbeat of each check, by its slot, in typed arrays, since a hundred thousand checks may have one every few seconds. Heartbeats
 * of this process are flushed to the database by pages; those of other processes are read from their pages.
 */
export class Beats {
  #seen = new Float64Array(PAGE_SLOTS);
  #own = new Float64Array(PAGE_SLOTS);
  readonly #dirty = new Set<number>();

  /** The time of the last known heartbeat; 0: none. */
  seen(slot: number): number {
    return this.#seen[slot] ?? 0;
  }

  /** Notes a heartbeat that this process received at `at`. */
  touch(slot: number, at: number): void {
    if (slot >= this.#seen.length) this.#grow(slot);
    if (at > (this.#seen[slot] ?? 0)) this.#seen[slot] = at;
    if (at > (this.#own[slot] ?? 0)) this.#own[slot] = at;
    this.#dirty.add(Math.floor(slot / PAGE_SLOTS));
  }

  /** Takes the pages that changed since the last call, as they are at `through`. */
  takePages(through: number): BeatsPage[] {
    const pages = [...this.#dirty].map((page) => ({ page, ages: this.#agesOf(page, through) }));
    this.#dirty.clear();
    return pages;
  }

  /** Marks pages that could not be flushed to be flushed with the next ones. */
  putBack(pages: readonly BeatsPage[]): void {
    for (const { page } of pages) this.#dirty.add(page);
  }

  /** Reads a page of another process. With `asOwn` this process will flush it too, as the other is gone. */
  read({ page, ages, through }: FlushedPage, asOwn = false): void {
    const view = new DataView(ages.buffer, ages.byteOffset, ages.byteLength);
    for (let index = 0; index * 4 < ages.byteLength; index += 1) {
      const age = view.getUint32(index * 4, true);
      if (age === NONE) continue;
      const slot = page * PAGE_SLOTS + index;
      const at = through - age;
      if (asOwn) this.touch(slot, at);
      else {
        if (slot >= this.#seen.length) this.#grow(slot);
        if (at > (this.#seen[slot] ?? 0)) this.#seen[slot] = at;
      }
    }
  }

  #agesOf(page: number, through: number): Uint8Array {
    const ages = new Uint8Array(PAGE_SLOTS * 4);
    const view = new DataView(ages.buffer);
    for (let index = 0; index < PAGE_SLOTS; index += 1) {
      const at = this.#own[page * PAGE_SLOTS + index] ?? 0;
      const age = at === 0 ? NONE : Math.min(Math.max(0, Math.round(through - at)), NONE);
      view.setUint32(index * 4, age, true);
    }
    return ages;
  }

  #grow(slot: number): void {
    const length = Math.max(this.#seen.length * 2, Math.ceil((slot + 1) / PAGE_SLOTS) * PAGE_SLOTS);
    this.#seen = grown(this.#seen, length);
    this.#own = grown(this.#own, length);
  }
}

function grown(from: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(length);
  to.set(from);
  return to;
}
