import { logTimeKey, type LogLine, type LogMessage } from '@/lib/model';

/** How much is kept for a viewer who reads slowly. */
export const BUFFER_BYTES_MAX = 1_000_000;
/** The most bytes of one batch. */
const BATCH_BYTES_MAX = 256_000;
/** An estimate for names, time and punctuation of a line. */
const LINE_BYTES = 120;

type Word = Exclude<LogMessage, { readonly type: 'lines' }>;
type Item = LogLine | Word;

/** Lines of several containers that wait to be sent to one viewer: at most 1 MB. */
export class LogBuffer {
  private items: Item[] = [];
  private bytes = 0;
  private skipped = 0;
  private ended = false;
  private readers: (() => void)[] = [];
  private writers: (() => void)[] = [];

  get full(): boolean {
    return !this.ended && this.bytes >= BUFFER_BYTES_MAX;
  }

  get empty(): boolean {
    return this.items.length === 0 && this.skipped === 0;
  }

  say(word: Word): void {
    this.items.push(word);
    this.wake();
  }

  /** Adds a line. Where the buffer is full, the older half is dropped and counted; callers that must lose nothing wait for `room`. */
  push(line: LogLine): void {
    if (this.full) this.skipOlder();
    this.items.push(line);
    this.bytes += sizeOf(line);
    this.wake();
  }

  /** Resolves when there is room, or after `end`. */
  room(): Promise<void> {
    return this.full ? new Promise((resolve) => this.writers.push(resolve)) : Promise.resolve();
  }

  /** Resolves when there is something to take, or after `end`. */
  filled(): Promise<void> {
    return this.empty ? new Promise((resolve) => this.readers.push(resolve)) : Promise.resolve();
  }

  /** Takes the next batch: lines in the order of their times, and the other messages between them. */
  take(): LogMessage[] {
    const messages: LogMessage[] = this.skipped > 0 ? [{ type: 'skipped', lines: this.skipped }] : [];
    this.skipped = 0;
    let lines: LogLine[] = [];
    let bytes = 0;
    let at = 0;
    const flush = (): void => {
      if (lines.length > 0) messages.push({ type: 'lines', lines: inTime(lines) });
      lines = [];
    };
    for (; at < this.items.length && bytes < BATCH_BYTES_MAX; at += 1) {
      const item = this.items[at];
      if (item === undefined) continue;
      if ('type' in item) {
        flush();
        messages.push(item);
      } else {
        lines.push(item);
        bytes += sizeOf(item);
      }
    }
    flush();
    this.items = this.items.slice(at);
    this.bytes -= bytes;
    release(this.writers);
    return messages;
  }

  /** Resolves the waiting readers. */
  wake(): void {
    release(this.readers);
  }

  /** The viewer has left: resolves all waits, now and later. */
  end(): void {
    this.ended = true;
    release(this.readers);
    release(this.writers);
  }

  private skipOlder(): void {
    const kept: Item[] = [];
    for (const item of this.items) {
      if ('type' in item || this.bytes <= BUFFER_BYTES_MAX / 2) {
        kept.push(item);
      } else {
        this.bytes -= sizeOf(item);
        this.skipped += 1;
      }
    }
    this.items = kept;
  }
}

function sizeOf({ text }: LogLine): number {
  return text.length + LINE_BYTES;
}

function release(waiting: (() => void)[]): void {
  for (const resolve of waiting.splice(0)) resolve();
}

/** Sorts by time and keeps the order within each container: a line without a time follows the one before it. */
function inTime(lines: readonly LogLine[]): LogLine[] {
  const latest = new Map<string, string>();
  const keyed = lines.map((line) => {
    const source = `${line.pod}/${line.container}`;
    const before = latest.get(source) ?? '';
    const own = line.at === null ? before : logTimeKey(line.at);
    const key = own > before ? own : before;
    latest.set(source, key);
    return { key, line };
  });
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ line }) => line);
}
