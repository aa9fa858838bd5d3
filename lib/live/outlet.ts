import type { Scope } from '@/lib/model';
import type { Derived, DerivedRows, View } from '@/lib/views';
import type { Channel, Hub } from './hub';
import type { Lane } from './lane';

/** A view as it is derived: once for `EVERYTHING` where scopes only filter rows, else for one scope. */
export interface OpenLane {
  readonly lane: Lane;
  readonly view: View;
  readonly scope: Scope;
  /** All outlets that get the derived rows. */
  readonly outlets: Set<Outlet>;
  /** Resolves when it can be derived; rejects with the error where it cannot. */
  readonly ready: () => Promise<void>;
}

/** A view as one scope gets it: the channels that it fills, and how many users keep it open. */
export interface Outlet {
  readonly key: string;
  readonly view: View;
  readonly scope: Scope;
  readonly source: OpenLane;
  /** By the name of the topic. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** Outlets that this one depends on, kept open with it. */
  readonly held: readonly Outlet[];
  /** Streams, and outlets that depend on this one. */
  users: number;
  /** Streams. */
  viewers: number;
  /** Whether nothing was derived for it yet. */
  isNew: boolean;
  cancelLinger: (() => void) | null;
}

/** Publishes derived rows in the channels of one outlet, without those that its scope does not see. */
export function fill(hub: Hub, { channels, view, scope }: Outlet, { rows }: Pick<Derived, 'rows'>): void {
  for (const one of rows) {
    const channel = channels.get(one.topic);
    if (!channel) continue;
    const { upserts, deletes } = view.scope.mode === 'rows' ? seen(one, scope, view.scope.sees) : one;
    hub.publish(channel, upserts, deletes);
  }
}

/** A row that a scope does not see (any more) becomes a delete. The hub sends only deletes of keys that it had. */
function seen(
  { upserts, deletes }: DerivedRows,
  scope: Scope,
  sees: (scope: Scope, row: unknown) => boolean,
): Pick<DerivedRows, 'upserts' | 'deletes'> {
  const entries = [...upserts];
  const hidden = entries.flatMap(([key, row]) => (sees(scope, row) ? [] : [key]));
  return {
    upserts: new Map(entries.filter(([, row]) => sees(scope, row))),
    deletes: [...deletes, ...hidden],
  };
}
