import { LOG_STREAMS_MAX, LogMark, logTimeKey, type PodLogs } from '@/lib/model';
import { count } from '@/lib/derive/sentences';
import type { LogBuffer } from './buffer';
import { pump } from './pump';
import type { LogsContext, LogsQuery } from './query';
import type { LogSource, LogTargets } from './targets';

/** The wait before the targets are searched again: many pods may change at once. */
const LOOK_MS = 250;

export interface Following {
  readonly context: LogsContext;
  readonly query: LogsQuery;
  readonly targets: () => LogTargets;
  readonly logs: PodLogs;
  readonly signal: AbortSignal;
}

interface LogReaderPorts {
  readonly buffer: LogBuffer;
  readonly sleep: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
}

interface Member {
  readonly mark: LogMark;
  run: string;
  working: boolean;
}

/** Reads the containers of one viewer, at most twenty at a time. */
export class LogReaders {
  /** The unexpected error that ended all reading. */
  failure: Error | null = null;
  /** Whether nothing more will come. */
  over = false;
  private readonly members = new Map<string, Member>();
  private readonly openedAt: string;
  private working = 0;
  private leftOut = 0;
  private looking = false;
  private unsubscribe: () => void = () => undefined;

  constructor(
    private readonly following: Following,
    private readonly ports: LogReaderPorts,
  ) {
    this.openedAt = logTimeKey(following.context.now().toISOString());
  }

  start(): void {
    const { context, query } = this.following;
    if (query.follow) {
      this.unsubscribe = context.world.subscribe(({ objects }) => {
        const touched = objects.some(
          ({ kind, cluster, before, after }) =>
            kind === 'Pod' &&
            cluster === query.cluster &&
            (after ?? before)?.metadata.namespace === query.namespace,
        );
        if (touched) void this.lookSoon();
      });
    }
    this.look();
  }

  stop(): void {
    this.unsubscribe();
  }

  private async lookSoon(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    await this.ports.sleep(LOOK_MS);
    this.looking = false;
    if (!this.ports.signal.aborted) this.look();
  }

  /** Opens containers that are wanted and not open, and ends when nothing more will come. */
  private look(): void {
    const { query, targets } = this.following;
    const { sources, over } = targets();
    let leftOut = 0;
    for (const source of sources) {
      const held = this.members.get(source.key);
      if (held?.working === true || held?.run === source.run) continue;
      if (this.working >= LOG_STREAMS_MAX) leftOut += 1;
      else this.open(source);
    }
    if (leftOut !== this.leftOut) this.ports.buffer.say({ type: 'left-out', containers: leftOut });
    this.leftOut = leftOut;
    if (this.working === 0 && !this.over && (over || !query.follow)) {
      this.over = true;
      this.ports.buffer.say({ type: 'end', sentence: this.lastWords() });
    }
  }

  private open(source: LogSource): void {
    const held = this.members.get(source.key);
    const member = { mark: held?.mark ?? new LogMark(), run: source.run, working: true };
    this.members.set(source.key, member);
    this.working += 1;
    const { logs, query } = this.following;
    const { openedAt } = this;
    pump(source, member.mark, { ...this.ports, logs, query, openedAt, runs: (one) => this.runs(one) })
      .catch((error: unknown) => {
        this.failure = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => {
        member.working = false;
        this.working -= 1;
        if (!this.ports.signal.aborted) this.look();
        this.ports.buffer.wake();
      });
  }

  private runs({ key, run }: LogSource): boolean {
    return this.following.targets().sources.some((one) => one.key === key && one.run === run && one.running);
  }

  private lastWords(): string {
    const read = this.members.size;
    if (read === 0) return 'No pod runs here now.';
    return `${count(read, 'log')} ${read === 1 ? 'has' : 'have'} ended.`;
  }
}
