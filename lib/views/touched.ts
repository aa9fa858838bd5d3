/** Ids of what must be derived again after a change of an input, or after another view was derived. */
export interface Touched {
  readonly placements: Set<string>;
  /** Placements that only events touch: they may wait. */
  readonly byEvents: Set<string>;
  /** Services that were added, removed or changed their members; those of touched placements are not repeated here. */
  readonly services: Set<string>;
  /** Clusters whose reach, kinds or facts changed. */
  readonly clusters: Set<string>;
  /** Clusters whose numbers of nodes, pods or objects changed. */
  readonly counts: Set<string>;
  /** Ids of Changes that were read again. */
  readonly changes: Set<string>;
  /** Whether a placement was added, removed or changed its workloads. */
  members: boolean;
  /** Whether objects that the map is drawn from changed, besides those above. */
  topology: boolean;
  /** Keys that a view derived again, by its name, for views that depend on it. */
  readonly derived: ReadonlyMap<string, ReadonlySet<string>>;
}

const NOTHING_DERIVED: Touched['derived'] = new Map();

export function nothingTouched(): Touched {
  return {
    placements: new Set(),
    byEvents: new Set(),
    services: new Set(),
    clusters: new Set(),
    counts: new Set(),
    changes: new Set(),
    members: false,
    topology: false,
    derived: NOTHING_DERIVED,
  };
}

/** What is touched after a view has derived these keys. */
export function derivedOf(view: string, keys: ReadonlySet<string>): Touched {
  return { ...nothingTouched(), derived: new Map([[view, keys]]) };
}
