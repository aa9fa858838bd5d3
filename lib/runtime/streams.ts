/** The event streams that are open in this process. */
export interface Streams {
  /** Counts one in, with what closes it; the return value counts it out. */
  add(close: () => void): () => void;
  readonly open: number;
  /** Streams that were cut because their viewer did not read. */
  readonly dropped: number;
  countDropped(): void;
  /** Closes all, and each that comes from now on. */
  closeAll(): void;
}

export function createStreams(): Streams {
  const closers = new Set<() => void>();
  let dropped = 0;
  let closed = false;
  return {
    add(close) {
      if (closed) close();
      else closers.add(close);
      return () => closers.delete(close);
    },
    get open() {
      return closers.size;
    },
    get dropped() {
      return dropped;
    },
    countDropped() {
      dropped += 1;
    },
    closeAll() {
      closed = true;
      for (const close of [...closers]) close();
      closers.clear();
    },
  };
}
