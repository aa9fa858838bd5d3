import { parsePosition, type Position, type Topic } from '@/lib/model';
import { applyMessage, type Held } from './apply-message';
import { liveUrl } from './live-url';
import { backoffMs, type StreamPorts } from './stream-ports';
import { parseMessage, type RawMessage } from './parse-message';
import { createStatusStore, type LiveStatus } from './status-store';

/** Topics that mount within this time share one new stream. */
const REOPEN_MS = 50;
/** The server sends a message at least every 5 s; after three missed ones the connection counts as dead. */
const SILENCE_MS = 15_000;
/** After this many refusals in a row it is checked whether the session has ended. */
const FAILURES_TO_ASK = 2;

/** The store of the rows: in a tab, the query cache. */
export interface RowStore {
  get(topic: Topic): Held;
  set(topic: Topic, held: NonNullable<Held>): void;
}

/**
 * One event stream for all topics that a tab watches, closed while the tab is hidden, and opened again at its last position. Does not
 * depend on React.
 */
export class LiveStream {
  readonly status;
  private readonly watched = new Map<Topic, number>();
  private readonly positions = new Map<Topic, Position>();
  private source: ReturnType<StreamPorts['open']> | null = null;
  private opened: readonly Topic[] = [];
  private cancelTimer: (() => void) | null = null;
  private cancelSilence: (() => void) | null = null;
  private failures = 0;
  private started = false;
  /** Topics whose rows cannot be continued: they stay on the screen until a snapshot replaces them. */
  private readonly lost = new Set<Topic>();
  /** The epoch of the last message. */
  epoch: string | null = null;

  constructor(
    private readonly ports: StreamPorts,
    private readonly rows: RowStore,
    first?: LiveStatus,
  ) {
    this.status = createStatusStore(ports.now, first);
  }

  /** Starts to follow the tab's visibility; the return value ends that and closes the stream. */
  start(): () => void {
    this.started = true;
    const undo = this.ports.visibility.subscribe(() => {
      this.visibilityChanged();
    });
    this.schedule(0);
    return () => {
      this.started = false;
      undo();
      this.close();
    };
  }

  /** Keeps a topic fresh until the return value is called. */
  watch(topic: Topic): () => void {
    this.watched.set(topic, (this.watched.get(topic) ?? 0) + 1);
    if (!this.opened.includes(topic)) this.schedule(REOPEN_MS);
    return () => {
      const left = (this.watched.get(topic) ?? 1) - 1;
      if (left > 0) {
        this.watched.set(topic, left);
        return;
      }
      this.watched.delete(topic);
      this.positions.delete(topic);
      this.schedule(REOPEN_MS);
    };
  }

  private visibilityChanged(): void {
    this.failures = 0;
    if (this.ports.visibility.hidden()) {
      this.close();
      this.status.become('paused');
    } else {
      this.schedule(0);
    }
  }

  private schedule(ms: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.ports.after(ms, () => {
      this.cancelTimer = null;
      this.open();
    });
  }

  private open(): void {
    const topics = [...this.watched.keys()].sort();
    if (!this.started) return;
    if (this.ports.visibility.hidden()) {
      this.status.become('paused');
      return;
    }
    if (this.source && topics.join() === this.opened.join()) return;
    this.close();
    this.opened = topics;
    if (topics.length === 0) return;
    if (this.status.get().state !== 'live') this.status.become('reconnecting');
    this.source = this.ports.open(
      liveUrl(topics, (topic) => this.positionOf(topic)),
      {
        open: () => {
          this.heard();
        },
        message: (message) => {
          this.heard();
          this.take(message);
        },
        error: () => {
          this.failed();
        },
      },
    );
    this.listenForSilence();
  }

  /** The later position of the rows and of the stream: a topic without changes is as fresh as the stream. */
  private positionOf(topic: Topic): Position | null {
    const held = this.rows.get(topic);
    if (!held || this.lost.has(topic)) return null;
    const passed = this.positions.get(topic);
    return passed?.epoch === held.epoch && passed.seq > held.seq ? passed : held;
  }

  private take(raw: RawMessage): void {
    const message = parseMessage(raw);
    if (message === null) return;
    if (message.event === 'ages') {
      this.status.ages(message.data);
    } else if (message.event === 'error') {
      // An error without a topic is about the session.
      if (message.data.topic === null && message.data.code === 'unauthenticated') this.ports.signIn();
    } else {
      const topic = message.data.topic as Topic;
      if (!this.watched.has(topic)) return;
      const before = this.rows.get(topic);
      const { held, gap } = applyMessage(before, message.data);
      if (message.event === 'snapshot') this.lost.delete(topic);
      if (gap) this.askWhole(topic);
      else if (held && held !== before) this.rows.set(topic, held);
      this.passed(parsePosition(raw.id));
    }
  }

  private passed(position: Position | null): void {
    if (!position) return;
    this.epoch = position.epoch;
    for (const topic of this.opened) {
      if (this.rows.get(topic)?.epoch === position.epoch) this.positions.set(topic, position);
    }
  }

  private askWhole(topic: Topic): void {
    if (this.lost.has(topic)) return;
    this.lost.add(topic);
    this.close();
    this.schedule(REOPEN_MS);
  }

  private heard(): void {
    this.failures = 0;
    this.status.become('live');
    this.listenForSilence();
  }

  private failed(): void {
    this.close();
    this.failures += 1;
    this.status.become(this.failures > 3 ? 'offline' : 'reconnecting');
    this.schedule(backoffMs(this.failures, this.ports.random()));
    if (this.failures === FAILURES_TO_ASK) void this.askSession();
  }

  private async askSession(): Promise<void> {
    if (await this.ports.signedOut()) this.ports.signIn();
  }

  private listenForSilence(): void {
    this.cancelSilence?.();
    this.cancelSilence = this.ports.after(SILENCE_MS, () => {
      this.failed();
    });
  }

  private close(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.cancelSilence?.();
    this.cancelSilence = null;
    this.source?.close();
    this.source = null;
    this.opened = [];
  }
}
