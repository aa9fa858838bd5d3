import type { Scope } from '@/lib/model';
import type { WorldContext } from './context';
import type { Picture } from './picture';
import type { Touched } from './touched';

/** Rows of one topic that were derived: those that are there, by their key, and keys of those that are not. */
export interface DerivedRows {
  readonly topic: string;
  readonly upserts: ReadonlyMap<string, unknown>;
  readonly deletes: Iterable<string>;
}

export interface Derived {
  readonly rows: readonly DerivedRows[];
  /** When the mere passing of time may change a row of this view, whether derived now or before; null: never. Milliseconds since 1970. */
  readonly validUntil: number | null;
  /** Keys that views which stand on this one follow; those that were given unless said. */
  readonly derived?: ReadonlySet<string>;
  /** Some of what these keys stand for is left: they are derived again in the next turn. */
  readonly isLeft?: boolean;
}

/** A view that is being derived for one scope, and of one thing where it is of one. It owns what it keeps. */
export interface OpenView {
  /** Every key: what is derived when it is opened. */
  all(): Iterable<string>;
  /** The keys that a move touches. */
  touched(touched: Touched): Iterable<string>;
  /** Keys that may wait: behind those of `touched`, and for `laterMs` of its cadence. */
  touchedLater?(touched: Touched): Iterable<string>;
  /** Derives these keys anew. `keys` may be more than `touched` named; what throws is logged, and the keys are done. */
  derive(keys: ReadonlySet<string>, now: Date): Derived;
  /** The keys whose time has come; all unless said. */
  expired?(now: Date): Iterable<string>;
  /** Keys that move without a word: derived again every `everyMs` while somebody looks. */
  readonly renewed?: { readonly everyMs: number; keys(): Iterable<string> };
  /** Called whenever somebody comes: resolves when it can be derived, rejects with what keeps it from that. */
  ready?(): Promise<void>;
  /** Lets go of what it holds besides memory. */
  close?(): void;
}

/** When touched keys are derived. */
export interface Cadence {
  /** Waits so long after a first key was touched, and takes those that come meanwhile along; 0: at once. */
  readonly afterMs: number;
  /** After a turn, the next one waits so long. */
  readonly everyMs: number;
  /** Keys of one turn; the rest waits until the event loop has had its own. */
  readonly keysMax: number;
  /** How long keys of `touchedLater` wait. */
  readonly laterMs: number;
  /** Keys that follow what another view derived are derived in the same turn: that view has gathered already. */
  readonly isWithBase: boolean;
}

/** At once after a quiet moment; what follows is gathered for 25 ms. */
export const AT_ONCE: Cadence = {
  afterMs: 0,
  everyMs: 25,
  keysMax: Infinity,
  laterMs: 0,
  isWithBase: true,
};

/**
 * How a view stands to scopes.
 * - `rows`: derived once for all; a scope gets the rows that it sees.
 * - `aggregate`: its rows are sums or joins over places, so that it is derived for each scope apart.
 */
export type ScopeMode =
  | { readonly mode: 'rows'; readonly sees: (scope: Scope, row: unknown) => boolean }
  | { readonly mode: 'aggregate' };

export const AGGREGATE: ScopeMode = { mode: 'aggregate' };

/** One entry of the table of views. */
export interface View {
  /** By which other views name it in `standsOn`. */
  readonly name: string;
  /**
   * Names of its topics on the wire; rows of others go to listeners alone. Of a view of one thing: the part before the colon of
   * `service:{id}`.
   */
  readonly topics: readonly string[];
  /** Those of its topics of whose rows only what differs is sent (`patchRow`): rows are large, and no client but the pages reads them. None unless said. */
  readonly patched?: readonly string[];
  /** Of one thing: opened with its id while somebody looks. Null: a list, which is always there. `absent`: the sentence for an id without one. */
  readonly detail: { readonly absent: (id: string) => string } | null;
  readonly cadence: Cadence;
  /** Derived only while somebody looks; then first as it is. */
  readonly onlyWhileViewed: boolean;
  readonly scope: ScopeMode;
  /** Names of views whose `derived` it follows, or whose state it reads: they are open while it is. */
  readonly standsOn: readonly string[];
  open(picture: Picture, context: WorldContext, id: string): OpenView;
}
