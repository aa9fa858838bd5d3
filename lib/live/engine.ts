import { EVERYTHING, type Scope } from '@/lib/model';
import {
  derivedOf,
  type Derived,
  type DerivedRows,
  type Picture,
  type Touched,
  type View,
} from '@/lib/views';
import type { Channel, Hub } from './hub';
import { Lane } from './lane';
import { fill, type OpenLane, type Outlet } from './outlet';
import type { Timers } from './timers';

/** How long rows are kept after the last viewer left, so that a page's stream can continue from them. */
const LINGER_MS = 30_000;

export interface EngineOptions {
  readonly views: readonly View[];
  readonly picture: Picture;
  readonly hub: Hub;
  readonly timers: Timers;
  readonly onError: (error: unknown, subject: string) => void;
}

export type DerivedListener = (rows: DerivedRows) => void;

/** Runs the table of views: opens them for scopes, passes them what was touched, and publishes what they derive. */
export class Engine {
  private readonly outlets = new Map<string, Outlet>();
  private lanes: readonly OpenLane[] = [];
  private readonly listeners = new Map<string, Set<DerivedListener>>();

  constructor(private readonly options: EngineOptions) {}

  /** Opens every list for the scope `EVERYTHING`; these stay open. */
  start(): void {
    for (const view of this.options.views) {
      if (view.detail === null) this.hold(this.open(view, EVERYTHING, '')).isNew = false;
    }
  }

  stop(): void {
    for (const outlet of this.outlets.values()) outlet.cancelLinger?.();
    for (const { lane } of this.lanes) lane.close();
    this.outlets.clear();
    this.lanes = [];
  }

  /** Passes what was touched to all open views. */
  take(touched: Touched): void {
    for (const { lane } of this.lanes) lane.take(touched);
  }

  /** Calls back with the rows of a topic for the scope `EVERYTHING`, before views that depend on it; the return value unsubscribes. */
  listen(topic: string, listener: DerivedListener): () => void {
    const held = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, held.add(listener));
    return () => void held.delete(listener);
  }

  /** The outlet of a topic for a scope, held open until `release`; null for a topic that no view has. */
  acquire(topic: string, scope: Scope): Outlet | null {
    const [prefix = '', ...rest] = topic.split(':');
    const view = this.options.views.find(
      ({ topics, detail }) => topics.includes(prefix) && (detail !== null) === rest.length > 0,
    );
    return view ? this.hold(this.open(view, scope, rest.join(':'))) : null;
  }

  release(outlet: Outlet): void {
    outlet.users -= 1;
    if (outlet.users > 0 || !this.outlets.has(outlet.key)) return;
    outlet.cancelLinger = this.options.timers.after(LINGER_MS, () => this.close(outlet));
  }

  /** Derives now what is pending, in views without a wait and in this outlet's view. */
  settle({ source, scope }: Outlet): void {
    for (let isMoved = true; isMoved;) {
      isMoved = false;
      for (const open of this.lanes) {
        const isMeant = open === source || (open.lane.isAtOnce && isWithin(open.scope, scope));
        if (!isMeant || !open.lane.isDue) continue;
        open.lane.settle();
        isMoved = true;
      }
    }
  }

  private hold(outlet: Outlet): Outlet {
    outlet.cancelLinger?.();
    outlet.cancelLinger = null;
    outlet.users += 1;
    return outlet;
  }

  private open(view: View, scope: Scope, id: string): Outlet {
    const { hub, views } = this.options;
    const key = keyOf(view, id, scope);
    const known = this.outlets.get(key);
    if (known) return known;
    const base = views.filter(({ name }) => view.dependsOn.includes(name));
    const held = base.map((one) => this.hold(this.open(one, scope, '')));
    const whole = view.scope.mode === 'rows' ? this.outlets.get(keyOf(view, id, EVERYTHING)) : undefined;
    const source = whole?.source ?? this.openLane(view, scope, id);
    const channels = new Map(view.topics.map((topic) => [topic, channelOf(view, topic, { scope, id })]));
    const outlet: Outlet = {
      ...{ key, view, scope, source, channels, held },
      users: 0,
      viewers: 0,
      isNew: true,
      cancelLinger: null,
    };
    for (const [topic, channel] of channels)
      hub.open(channel, { isPatched: view.patched?.includes(topic) ?? false });
    if (whole) fill(hub, outlet, { rows: this.rowsOf(whole) });
    source.outlets.add(outlet);
    this.outlets.set(key, outlet);
    return outlet;
  }

  private openLane(view: View, scope: Scope, id: string): OpenLane {
    const { picture, timers, onError, views } = this.options;
    const open = view.open(picture, picture.context(scope), id);
    const outlets = new Set<Outlet>();
    const lane = new Lane({
      ...{ view, open, timers, onError },
      subject: view.detail ? `${view.name}:${id}` : view.name,
      clock: picture.ground.now,
      isViewed: () => [...outlets].some(({ viewers }) => viewers > 0),
      publish: (derived, keys) => this.publish(opened, derived, keys),
    });
    const opened: OpenLane = { lane, view, scope, outlets, ready: async () => open.ready?.() };
    const order = (one: OpenLane): number => views.indexOf(one.view);
    this.lanes = [...this.lanes, opened].sort((a, b) => order(a) - order(b));
    return opened;
  }

  private close(outlet: Outlet): void {
    const { hub, picture } = this.options;
    const { source, scope } = outlet;
    this.outlets.delete(outlet.key);
    source.outlets.delete(outlet);
    for (const channel of outlet.channels.values()) hub.close(channel);
    if (source.outlets.size === 0) {
      source.lane.close();
      this.lanes = this.lanes.filter((one) => one !== source);
    }
    for (const held of outlet.held) this.release(held);
    if (![...this.outlets.values()].some((one) => one.scope.key === scope.key)) picture.forget(scope);
  }

  private publish(source: OpenLane, derived: Derived, keys: ReadonlySet<string>): void {
    const { view, scope, outlets } = source;
    for (const outlet of outlets) fill(this.options.hub, outlet, derived);
    if (isWithin(scope, EVERYTHING))
      for (const rows of derived.rows)
        for (const listener of [...(this.listeners.get(rows.topic) ?? [])]) listener(rows);
    if (view.detail !== null || keys.size === 0) return;
    const touched = derivedOf(view.name, keys);
    const isForAll = view.scope.mode === 'rows';
    for (const one of this.lanes)
      if (one !== source && (isForAll || one.scope.key === scope.key)) one.lane.take(touched);
  }

  /** The rows that an outlet's channels hold. */
  private rowsOf({ channels }: Outlet): readonly DerivedRows[] {
    return [...channels].map(([topic, channel]) => ({
      topic,
      upserts: new Map(this.options.hub.entries(channel)),
      deletes: [],
    }));
  }
}

function keyOf(view: View, id: string, scope: Scope): string {
  return `${view.name}\n${id}\n${scope.key}`;
}

function channelOf(
  view: View,
  topic: string,
  { scope, id }: { readonly scope: Scope; readonly id: string },
): Channel {
  return { topic: view.detail ? `${topic}:${id}` : topic, scope: scope.key };
}

/** Whether rows derived for one scope are also for another: the scope is `EVERYTHING` or the same. */
function isWithin(derived: Scope, viewer: Scope): boolean {
  return derived.key === EVERYTHING.key || derived.key === viewer.key;
}
