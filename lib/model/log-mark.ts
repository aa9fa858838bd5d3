const TIME = /^(.{19})(?:\.(\d+))?(.+)$/;

/** A timestamp of a log as a key that sorts as time does, whatever its digits and offset. */
export function logTimeKey(at: string): string {
  const [, seconds = at, fraction = '', offset = 'Z'] = TIME.exec(at) ?? [];
  const epoch = Date.parse(`${seconds}${offset}`) / 1000;
  return `${String(Number.isNaN(epoch) ? 0 : epoch).padStart(11, '0')}.${fraction.padEnd(9, '0')}`;
}

/**
 * How far one container's log was read. A log that is opened again repeats the lines of the last second (`sinceTime` has whole seconds):
 * lines that were passed before are not new.
 */
export class LogMark {
  /** The latest time passed, as it was written; null while there is none. */
  at: string | null = null;
  private key = '';
  private count = 0;
  private until = '';
  private repeats = 0;

  /** The log is opened again: what comes up to here is old. */
  resume(): void {
    this.until = this.key;
    this.repeats = this.count;
  }

  /** Whether a line was not passed yet; passes it. A line without a time is always new. */
  pass({ at }: { readonly at: string | null }): boolean {
    if (at === null) return true;
    const key = logTimeKey(at);
    if (key < this.until) return false;
    if (key === this.until && this.repeats > 0) {
      this.repeats -= 1;
      return false;
    }
    if (key === this.key) this.count += 1;
    if (key > this.key) {
      this.key = key;
      this.count = 1;
      this.at = at;
    }
    return true;
  }
}
