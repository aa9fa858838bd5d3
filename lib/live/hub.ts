import { formatPosition, type Position, type WireMessage } from '@/lib/model';
import { createRing, type Ring, type RingLimits } from './ring';
import { sameButAge } from './same-but-age';

/** Takes one message; must not block and must not throw for a viewer that is gone. */
export type Sink = (message: WireMessage) => void;

/** A channel is what the hub keeps rows for; `topic` is the name that its messages carry. */
export interface Channel {
  readonly channel: string;
  readonly topic: string;
}

export interface SubscribeRequest {
  readonly channels: readonly Channel[];
  readonly since: Position | null;
  /** Channels that are sent whole, whatever `since` says. */
  readonly fresh?: ReadonlySet<string>;
}

interface Row {
  readonly json: string;
  readonly value: unknown;
}

interface ChannelState {
  readonly topic: string;
  readonly rows: Map<string, Row>;
  readonly ring: Ring;
  readonly sinks: Set<Sink>;
}

export interface HubOptions {
  /** Names this process start: 1–64 letters, digits, `-` or `_`. */
  readonly epoch: string;
  readonly ring?: Partial<RingLimits>;
}

const RING: RingLimits = { entriesMax: 512, charsMax: 2_000_000 };

/** Rows of topics, their deltas and who listens. Knows nothing of what the rows mean. */
export class Hub {
  readonly epoch: string;
  private readonly limits: RingLimits;
  private readonly channels = new Map<string, ChannelState>();
  private seq = 0;

  constructor(options: HubOptions) {
    this.epoch = options.epoch;
    this.limits = { ...RING, ...options.ring };
  }

  position(): Position {
    return { epoch: this.epoch, seq: this.seq };
  }

  /** Begins to keep a channel; without effect when it is kept already. */
  open({ channel, topic }: Channel): void {
    if (this.channels.has(channel)) return;
    this.channels.set(channel, {
      topic,
      rows: new Map(),
      ring: createRing(this.seq, this.limits),
      sinks: new Set(),
    });
  }

  /** Forgets a channel's rows and ring. Whoever comes back to it gets a snapshot. */
  close(channel: string): void {
    this.channels.delete(channel);
  }

  has(channel: string): boolean {
    return this.channels.has(channel);
  }

  listeners(channel: string): number {
    return this.channels.get(channel)?.sinks.size ?? 0;
  }

  keys(channel: string): string[] {
    return [...(this.channels.get(channel)?.rows.keys() ?? [])];
  }

  /**
   * Puts rows in and takes keys out; sends one delta of what differs in more than its age, and none when nothing does.
   * Serialised once, whoever listens.
   */
  publish(channel: string, upserts: ReadonlyMap<string, unknown>, deletes: Iterable<string> = []): boolean {
    const state = this.channels.get(channel);
    if (!state) return false;
    const changed: string[] = [];
    for (const [key, value] of upserts) {
      const json = JSON.stringify(value);
      const held = state.rows.get(key);
      if (held && sameButAge(held.json, json)) continue;
      state.rows.set(key, { json, value });
      changed.push(`{"key":${JSON.stringify(key)},"value":${json}}`);
    }
    const gone = [...deletes].filter((key) => state.rows.delete(key));
    if (changed.length === 0 && gone.length === 0) return false;
    this.seq += 1;
    const head = this.head(state.topic);
    this.send(state, {
      event: 'delta',
      id: formatPosition(this.position()),
      data: `${head},"upserts":[${changed.join(',')}],"deletes":${JSON.stringify(gone)}}`,
    });
    return true;
  }

  /** All rows of a channel at the present position. */
  rows(channel: string): readonly unknown[] {
    return [...(this.channels.get(channel)?.rows.values() ?? [])].map((row) => row.value);
  }

  /**
   * Sends what the caller lacks (deltas since its position, or snapshots), then everything that comes. Deltas go before
   * snapshots, so ids ascend. The return value undoes the subscription.
   */
  subscribe(request: SubscribeRequest, sink: Sink): () => void {
    const missed: { seq: number; message: WireMessage }[] = [];
    const snapshots: WireMessage[] = [];
    const joined: ChannelState[] = [];
    for (const { channel } of request.channels) {
      const state = this.channels.get(channel);
      if (!state) continue;
      joined.push(state);
      const since = request.fresh?.has(channel) ? null : this.known(request.since);
      const entries = since === null ? null : state.ring.after(since);
      if (entries === null) snapshots.push(this.snapshot(state));
      else missed.push(...entries);
    }
    missed.sort((a, b) => a.seq - b.seq);
    for (const { message } of missed) sink(message);
    for (const message of snapshots) sink(message);
    for (const state of joined) state.sinks.add(sink);
    return () => {
      for (const state of joined) state.sinks.delete(sink);
    };
  }

  /** The seq of a position of this process; null for another epoch or one that was never reached. */
  private known(since: Position | null): number | null {
    return since?.epoch === this.epoch && since.seq <= this.seq ? since.seq : null;
  }

  private snapshot(state: ChannelState): WireMessage {
    const items = [...state.rows.values()].map((row) => row.json).join(',');
    return {
      event: 'snapshot',
      id: formatPosition(this.position()),
      data: `${this.head(state.topic)},"items":[${items}]}`,
    };
  }

  private head(topic: string): string {
    return `{"topic":${JSON.stringify(topic)},"epoch":"${this.epoch}","seq":${this.seq}`;
  }

  private send(state: ChannelState, message: WireMessage): void {
    state.ring.push({ seq: this.seq, message });
    for (const sink of [...state.sinks]) sink(message);
  }
}
