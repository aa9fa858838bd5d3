import { EVERYTHING, formatPosition, rowPatch, type Position, type WireMessage } from '@/lib/model';
import { createRing, type Ring, type RingLimits } from './ring';
import { sameButAge } from './same-but-age';

/** Takes one message; must not block and must not throw for a viewer that is gone. */
export type Sink = (message: WireMessage) => void;

/** A topic as one scope sees it. Its rows are serialised once for all viewers of that scope. */
export interface Channel {
  /** The topic that its messages name. */
  readonly topic: string;
  /** The key of the scope. */
  readonly scope: string;
}

export interface SubscribeRequest {
  readonly channels: readonly Channel[];
  readonly since: Position | null;
  /** Channels that are sent as a snapshot, whatever `since` says. */
  readonly fresh?: ReadonlySet<Channel>;
}

interface Row {
  readonly json: string;
  readonly value: unknown;
}

interface ChannelState {
  readonly channel: Channel;
  readonly isPatched: boolean;
  readonly rows: Map<string, Row>;
  readonly ring: Ring;
  readonly sinks: Set<Sink>;
}

export interface HubOptions {
  /** The name of this process start: 1–64 letters, digits, `-` or `_`. */
  readonly epoch: string;
  readonly ring?: Partial<RingLimits>;
}

const RING: RingLimits = { entriesMax: 512, charsMax: 2_000_000 };

/** Rows of channels, their deltas and subscribers. Knows nothing of what the rows mean. */
export class Hub {
  readonly epoch: string;
  private readonly limits: RingLimits;
  private readonly channels = new Map<string, ChannelState>();
  private seq = 0;
  /** Whether any channel was ever closed: one that is opened may have been open before. */
  private hasClosed = false;

  constructor(options: HubOptions) {
    this.epoch = options.epoch;
    this.limits = { ...RING, ...options.ring };
  }

  /** The current position for a scope. Its epoch names the scope too: deltas of one scope do not fit rows of another. */
  position(scope: string = EVERYTHING.key): Position {
    return { epoch: this.epochOf(scope), seq: this.seq };
  }

  epochOf(scope: string): string {
    return scope === EVERYTHING.key ? this.epoch : `${this.epoch}-${scope}`;
  }

  /** Opens a channel; without effect when it is open already. `isPatched`: changed rows are sent as patches. */
  open(channel: Channel, { isPatched = false }: { readonly isPatched?: boolean } = {}): void {
    if (this.state(channel)) return;
    // Rows of an earlier opening may have been deleted without a delta: positions from before must be below the ring's floor.
    if (this.hasClosed) this.seq += 1;
    this.channels.set(keyOf(channel), {
      channel,
      isPatched,
      rows: new Map(),
      ring: createRing(this.seq, this.limits),
      sinks: new Set(),
    });
  }

  /** Drops a channel's rows and ring. A viewer who comes back to it gets a snapshot. */
  close(channel: Channel): void {
    if (this.channels.delete(keyOf(channel))) this.hasClosed = true;
  }

  has(channel: Channel): boolean {
    return this.state(channel) !== undefined;
  }

  /**
   * Sets rows and deletes keys; sends one delta with the rows that differ in more than their age, and none when no row does.
   * Serialised once for all subscribers.
   */
  publish(channel: Channel, upserts: ReadonlyMap<string, unknown>, deletes: Iterable<string> = []): boolean {
    const state = this.state(channel);
    if (!state) return false;
    const changed: string[] = [];
    const patched: string[] = [];
    for (const [key, value] of upserts) {
      const json = JSON.stringify(value);
      const held = state.rows.get(key);
      if (held && sameButAge(held.json, json)) continue;
      state.rows.set(key, { json, value });
      const patch = state.isPatched && held ? rowPatch(held.value, value) : null;
      if (patch === null) changed.push(`{"key":${JSON.stringify(key)},"value":${json}}`);
      else patched.push(`${JSON.stringify(key)}:${JSON.stringify(patch)}`);
    }
    const gone = [...deletes].filter((key) => state.rows.delete(key));
    if (changed.length + patched.length + gone.length === 0) return false;
    this.seq += 1;
    const head = this.head(channel);
    const patches = patched.length === 0 ? '' : `,"patches":{${patched.join(',')}}`;
    this.send(state, {
      event: 'delta',
      id: formatPosition(this.position(channel.scope)),
      data: `${head},"upserts":[${changed.join(',')}]${patches},"deletes":${JSON.stringify(gone)}}`,
    });
    return true;
  }

  /** All rows of a channel at the current position. */
  rows(channel: Channel): readonly unknown[] {
    return Array.from(this.state(channel)?.rows.values() ?? [], ({ value }) => value);
  }

  /** The same with their keys. */
  entries(channel: Channel): readonly (readonly [key: string, value: unknown])[] {
    return [...(this.state(channel)?.rows ?? [])].map(([key, { value }]) => [key, value]);
  }

  /**
   * Sends what the caller lacks (deltas since its position, or snapshots), then every later message. Deltas are sent before
   * snapshots, so that ids ascend. The return value unsubscribes.
   */
  subscribe(request: SubscribeRequest, sink: Sink): () => void {
    const missed: { seq: number; message: WireMessage }[] = [];
    const snapshots: WireMessage[] = [];
    const joined: ChannelState[] = [];
    const fresh = new Set([...(request.fresh ?? [])].map(keyOf));
    for (const channel of request.channels) {
      const state = this.state(channel);
      if (!state) continue;
      joined.push(state);
      const since = fresh.has(keyOf(channel)) ? null : this.known(request.since, channel.scope);
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

  private state(channel: Channel): ChannelState | undefined {
    return this.channels.get(keyOf(channel));
  }

  /** The seq of a position of this process and scope; null for another epoch or one that was never reached. */
  private known(since: Position | null, scope: string): number | null {
    return since?.epoch === this.epochOf(scope) && since.seq <= this.seq ? since.seq : null;
  }

  private snapshot(state: ChannelState): WireMessage {
    const items = [...state.rows.values()].map((row) => row.json).join(',');
    return {
      event: 'snapshot',
      id: formatPosition(this.position(state.channel.scope)),
      data: `${this.head(state.channel)},"items":[${items}]}`,
    };
  }

  private head({ topic, scope }: Channel): string {
    return `{"topic":${JSON.stringify(topic)},"epoch":"${this.epochOf(scope)}","seq":${this.seq}`;
  }

  private send(state: ChannelState, message: WireMessage): void {
    state.ring.push({ seq: this.seq, message });
    for (const sink of [...state.sinks]) sink(message);
  }
}

function keyOf({ topic, scope }: Channel): string {
  return `${topic}\n${scope}`;
}
