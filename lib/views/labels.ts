type Labels = Readonly<Record<string, string>>;

/**
 * A label selector as text (kubernetes.io/docs/concepts/overview/working-with-objects/labels), as Backstage's
 * `backstage.io/kubernetes-label-selector` holds it. Null for a text that is none: it then selects nothing.
 */
export function parseSelector(text: string): ((labels: Labels) => boolean) | null {
  const parts = text.split(/,(?![^(]*\))/).map((part) => part.trim());
  const tests = parts.map(parseRequirement);
  if (tests.some((test) => test === null)) return null;
  return (labels) => tests.every((test) => test?.(labels) ?? false);
}

function parseRequirement(part: string): ((labels: Labels) => boolean) | null {
  const set = /^([^\s!=(),]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(part);
  if (set?.[1] !== undefined && set[3] !== undefined) {
    const [key, values] = [set[1], set[3].split(',').map((value) => value.trim())];
    const wanted = set[2] === 'in';
    return (labels) => values.includes(labels[key] ?? '\0') === wanted;
  }
  const equality = /^([^\s!=(),]+)\s*(==|=|!=)\s*([^\s!=(),]*)$/.exec(part);
  if (equality?.[1] !== undefined) {
    const [key, value] = [equality[1], equality[3] ?? ''];
    return equality[2] === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const presence = /^(!?)([^\s!=(),]+)$/.exec(part);
  if (presence?.[2] === undefined) return null;
  const key = presence[2];
  return presence[1] === '!' ? (labels) => labels[key] === undefined : (labels) => labels[key] !== undefined;
}

/**
 * Items with labels or selectors, indexed by key and value: finds which selectors match labels, or which labels match a
 * selector, without looking at all items.
 */
export class PairIndex<T> {
  private readonly byPair = new Map<string, Set<T>>();

  add(pairs: Labels, item: T): void {
    for (const [key, value] of Object.entries(pairs)) {
      const at = `${key}=${value}`;
      const held = this.byPair.get(at);
      if (held) held.add(item);
      else this.byPair.set(at, new Set([item]));
    }
  }

  remove(pairs: Labels, item: T): void {
    for (const [key, value] of Object.entries(pairs)) {
      const held = this.byPair.get(`${key}=${value}`);
      if (held?.delete(item) && held.size === 0) this.byPair.delete(`${key}=${value}`);
    }
  }

  /** Items that share a pair with these labels. */
  carryingAny(labels: Labels): Set<T> {
    const found = new Set<T>();
    for (const [key, value] of Object.entries(labels)) {
      for (const item of this.byPair.get(`${key}=${value}`) ?? []) found.add(item);
    }
    return found;
  }

  /** Items that carry every pair of a selector. */
  carryingAll(selector: Labels): T[] {
    const sets = Object.entries(selector).map(([key, value]) => this.byPair.get(`${key}=${value}`));
    const [first, ...rest] = sets.toSorted((a, b) => (a?.size ?? 0) - (b?.size ?? 0));
    if (!first) return [];
    return [...first].filter((item) => rest.every((set) => set?.has(item)));
  }
}
