/** What a batch of the store touches: ids of what must be derived again. */
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
  /** Whether a placement came, went or changed its workloads. */
  members: boolean;
  /** Whether what the map is drawn from changed, besides what is said above. */
  topology: boolean;
}

export function nothingTouched(): Touched {
  return {
    placements: new Set(),
    byEvents: new Set(),
    services: new Set(),
    clusters: new Set(),
    counts: new Set(),
    members: false,
    topology: false,
  };
}
