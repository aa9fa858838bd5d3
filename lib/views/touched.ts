/** What a move of the ground, or of a view, touches: ids of what must be derived again. */
export interface Touched {
  readonly placements: Set<string>;
  /** Placements that events alone touch: they may wait for the others. */
  readonly byEvents: Set<string>;
  /** Services whose membership changed, came or went; those of touched placements are not repeated here. */
  readonly services: Set<string>;
  /** Clusters whose reach, kinds or facts changed. */
  readonly clusters: Set<string>;
  /** Clusters whose numbers of nodes, pods or objects changed. */
  readonly counts: Set<string>;
  /** Ids of Changes that were read again. */
  readonly changes: Set<string>;
  /** Whether a placement came, went or changed its workloads. */
  members: boolean;
  /** Whether what the map is drawn from changed, besides what is said above. */
  topology: boolean;
  /** Keys that views derived anew, by the name of the view: what stands on that view follows. */
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

/** These keys of a view were derived anew. */
export function derivedOf(view: string, keys: ReadonlySet<string>): Touched {
  return { ...nothingTouched(), derived: new Map([[view, keys]]) };
}
