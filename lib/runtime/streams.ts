import { createShared, type Shared } from './shared';

/** Each beat sends a message. A viewer that misses several beats takes the connection for dead. */
const BEAT_MS = 5000;
/** The session of a stream is checked at every sixth beat, which is every 30 s. */
const BEATS_PER_CHECK = 6;

export interface OpenStream {
  /** Ends the stream, because the process stops. */
  close(): void;
  /**
   * Called every 5 s, for all streams in one turn of the event loop.
   *
   * @param shared Values that the streams of this beat share.
   * @param isCheck Whether the viewer's session is to be checked: every 30 s, for a sixth of the streams at a time.
   */
  beat(shared: Shared, isCheck: boolean): void;
}

/** The streams that are open in this process: event streams, logs that are followed, downloads of logs. */
export interface Streams {
  /** Adds a stream; the return value removes it. One that is added while the process stops is closed at once. */
  add(stream: OpenStream): () => void;
  /** Calls back once at the end of this turn of the event loop, so that everything of this turn is written together. */
  soon(write: (shared: Shared) => void): void;
  readonly open: number;
  /** Streams that were cut because their viewer did not read. */
  readonly dropped: number;
  countDropped(): void;
  /** Closes all streams, and each one that is added later. */
  closeAll(): void;
}

export interface StreamsOptions {
  /** Calls back every so many ms until the return value is called. */
  readonly every?: (ms: number, callback: () => void) => () => void;
}

export function createStreams({ every = interval }: StreamsOptions = {}): Streams {
  const phases = new Map<OpenStream, number>();
  let writes: ((shared: Shared) => void)[] = [];
  let stopBeats: (() => void) | null = null;
  let added = 0;
  let beats = 0;
  let dropped = 0;
  let closed = false;

  const beat = (): void => {
    beats += 1;
    const shared = createShared();
    for (const [stream, phase] of [...phases]) stream.beat(shared, (beats + phase) % BEATS_PER_CHECK === 0);
  };
  const write = (): void => {
    const due = writes;
    writes = [];
    const shared = createShared();
    for (const each of due) each(shared);
  };

  return {
    add(stream) {
      if (closed) {
        stream.close();
        return () => undefined;
      }
      phases.set(stream, added++);
      stopBeats ??= every(BEAT_MS, beat);
      return () => {
        phases.delete(stream);
        if (phases.size > 0) return;
        stopBeats?.();
        stopBeats = null;
      };
    },
    soon(callback) {
      if (writes.push(callback) === 1) setImmediate(write);
    },
    get open() {
      return phases.size;
    },
    get dropped() {
      return dropped;
    },
    countDropped() {
      dropped += 1;
    },
    closeAll() {
      closed = true;
      for (const stream of [...phases.keys()]) stream.close();
    },
  };
}

function interval(ms: number, callback: () => void): () => void {
  const timer = setInterval(callback, ms);
  timer.unref();
  return () => clearInterval(timer);
}
