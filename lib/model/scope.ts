/** Where something is. Null namespace: it belongs to the cluster as a whole (its state, a node). Null cluster: it is outside all clusters. */
export interface Place {
  readonly cluster: string | null;
  readonly namespace: string | null;
}

/** What a viewer may see. Viewers of the same scope get the same rows, which are derived and serialised once for all of them. */
export interface Scope {
  /** Equal for equal scopes: 1–32 letters, digits, `-` or `_`. It is part of the position of a stream. */
  readonly key: string;
  /** Pure: the same answer for the same place as long as the key is the same. */
  sees(place: Place): boolean;
}

/** Every place. */
export const EVERYTHING: Scope = { key: 'all', sees: () => true };
