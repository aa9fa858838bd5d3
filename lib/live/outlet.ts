import type { Scope } from '@/lib/model';
import type { Derived, DerivedRows, View } from '@/lib/views';
import type { Channel, Hub } from './hub';
import type { Lane } from './lane';

/** A view as it is derived: once for everything where scopes merely choose rows, else for one scope. */
export interface OpenLane {
  readonly lane: Lane;
  readonly view: View;
  readonly scope: Scope;
  /** What is derived goes to all of them. */
  readonly outlets: Set<Outlet>;
  /** Resolves when it can be derived; rejects with what keeps it from that. */
  readonly ready: () => Promise<void>;
}

/** A view as one scope gets it: the channels that it fills, and who holds it open. */
export interface Outlet {
  readonly key: string;
  readonly view: View;
  readonly scope: Scope;
  readonly source: OpenLane;
  /** By the name of the topic. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** Outlets that this one stands on, held while it is open. */
  readonly held: readonly Outlet[];
  /** Streams, and outlets that stand on this one. */
  users: number;
  /** Streams. */
  viewers: number;
  /** Nothing was derived for it yet. */
  isNew: boolean;
  cancelLinger: (() => void) | null;
}

/** Puts what was derived into the channels of one outlet: of the rows those that its scope sees. */
export function fill(hub: Hub, { channels, view, scope }: Outlet, { rows }: Pick<Derived, 'rows'>): void {
  for (const one of rows) {
    const channel = channels.get(one.topic);
    if (!channel) continue;
    const { upserts, deletes } = view.scope.mode === 'rows' ? seen(one, scope, view.scope.sees) : one;
    hub.publish(channel, upserts, deletes);
  }
}

/** A row that a scope does not see (any more) is none for it. The hub tells only of keys that it held. */
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
