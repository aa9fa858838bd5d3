import type { Scope } from '@/lib/model';
import type { WorldContext } from './context';
import type { Picture } from './picture';
import type { Touched } from './touched';

/** Derived rows of one topic: upserts by their key, and keys of deleted rows. */
export interface DerivedRows {
  readonly topic: string;
  readonly upserts: ReadonlyMap<string, unknown>;
  readonly deletes: Iterable<string>;
}

export interface Derived {
  readonly rows: readonly DerivedRows[];
  /** When the mere passing of time may change a row of this view, whether derived now or before; null: never. Milliseconds since 1970. */
  readonly validUntil: number | null;
  /** Keys for views that depend on this one; by default the keys that `derive` was called with. */
  readonly derived?: ReadonlySet<string>;
  /** The keys were derived only in part: they are derived again in the next turn. */
  readonly isLeft?: boolean;
}

/** A view that is open for one scope, and, where it is of one thing, for one id. It owns what it keeps. */
export interface OpenView {
  /** All keys, which are derived when it is opened. */
  all(): Iterable<string>;
  /** The keys that a change touches. */
  touched(touched: Touched): Iterable<string>;
  /** Keys that may wait for `laterMs` of its cadence, and come after those of `touched`. */
  touchedLater?(touched: Touched): Iterable<string>;
  /** Derives these keys again. `keys` may hold more than `touched` returned. An error is logged, and the keys count as derived. */
  derive(keys: ReadonlySet<string>, now: Date): Derived;
  /** The keys whose time has come; all keys where it is absent. */
  expired?(now: Date): Iterable<string>;
  /** Keys that change without a notification: derived again every `everyMs` while somebody views them. */
  readonly renewed?: { readonly everyMs: number; keys(): Iterable<string> };
  /** The pause after a turn, instead of that of the cadence. */
  pauseMs?(): number;
  /** Called for each new viewer: resolves when it can be derived, rejects with the error where it cannot. */
  ready?(): Promise<void>;
  /** Releases what it holds besides memory. */
  close?(): void;
}

/** When touched keys are derived. */
export interface Cadence {
  /** The wait after a first key was touched; further keys of that time are derived with it. 0: none. */
  readonly afterMs: number;
  /** The pause after a turn. */
  readonly everyMs: number;
  /** The most keys of one turn; the rest follows after other work of the event loop. */
  readonly keysMax: number;
  /** The wait of keys of `touchedLater`. */
  readonly laterMs: number;
  /** Whether keys that another view's derivation touched are derived in the same turn: that view has waited already. */
  readonly isWithBase: boolean;
}

/** The first change after a pause at once; further ones are gathered for 25 ms. */
export const AT_ONCE: Cadence = {
  afterMs: 0,
  everyMs: 25,
  keysMax: Infinity,
  laterMs: 0,
  isWithBase: true,
};

/**
 * How a view is derived for scopes.
 * - `rows`: derived once for all; a scope gets the rows that it sees.
 * - `aggregate`: its rows are sums or joins over places, so it is derived for each scope separately.
 */
export type ScopeMode =
  | { readonly mode: 'rows'; readonly sees: (scope: Scope, row: unknown) => boolean }
  | { readonly mode: 'aggregate' };

export const AGGREGATE: ScopeMode = { mode: 'aggregate' };

/** One entry of the table of views. */
export interface View {
  /** The name by which other views refer to it in `dependsOn`. */
  readonly name: string;
  /**
   * Topics that are sent to clients; rows of other topics are only passed to listeners. Of a view of one thing: the part before the colon
   * of `service:{id}`.
   */
  readonly topics: readonly string[];
  /** Topics whose rows are sent as patches (`patchRow`), for large rows that only the pages read. Default: none. */
  readonly patched?: readonly string[];
  /** Set for a view of one thing, which is open for an id while somebody views it; null for a list, which is always open. `absent`: the sentence for an unknown id. */
  readonly detail: { readonly absent: (id: string) => string } | null;
  readonly cadence: Cadence;
  /** Whether it is derived only while somebody views it. */
  readonly onlyWhileViewed: boolean;
  readonly scope: ScopeMode;
  /** Names of views whose derived keys or state it reads: they are open while it is. */
  readonly dependsOn: readonly string[];
  open(picture: Picture, context: WorldContext, id: string): OpenView;
}
