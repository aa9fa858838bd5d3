import type { MapEdge, MapNode, SideRef } from '@/lib/model';

/** Whether a box belongs to a side. What is outside every cluster belongs to none. */
export function isOfSide(node: MapNode, { kind, name }: SideRef): boolean {
  return node.kind !== 'external' && node[kind] === name;
}

type KeyOf = (node: MapNode) => string;

/** The key by which a box is found on the other side. */
export function keysFor(
  nodes: readonly MapNode[],
  sides: readonly SideRef[],
  isInCatalog: (service: string) => boolean,
): KeyOf {
  const sure = ({ kind, service, id }: MapNode): string | null => {
    if (service !== null && isInCatalog(service)) return service;
    return kind === 'external' ? id : null;
  };
  const named = ({ kind, what, name }: MapNode): string => (kind === 'entry' ? `${what}/${name}` : name);
  const ambiguous = new Set<string>();
  for (const side of sides) {
    const namespaces = new Map<string, string | null>();
    for (const node of nodes) {
      if (sure(node) !== null || !isOfSide(node, side)) continue;
      const name = named(node);
      if (namespaces.has(name) && namespaces.get(name) !== node.namespace) ambiguous.add(name);
      namespaces.set(name, node.namespace);
    }
  }
  return (node) => {
    const name = named(node);
    return sure(node) ?? (ambiguous.has(name) ? `${commonNamespace(node)}/${name}` : name);
  };
}

/** A namespace without the words of its side: `shop` for `shop-staging` in staging. */
function commonNamespace({ namespace, environment, cluster }: MapNode): string {
  const words = (namespace ?? '').split('-');
  return words.filter((word) => word !== environment && word !== cluster).join('-');
}

/** A box of the map with the key by which it is found on the other side. */
export interface SideBox {
  readonly node: MapNode;
  readonly key: string;
  /** Equal for boxes with the same key. */
  readonly number: number;
}

/** All boxes, by the ids of their rows. */
export function boxesOf(nodes: readonly MapNode[], keyOf: KeyOf): ReadonlyMap<string, SideBox> {
  const numbers = new Map<string, number>();
  return new Map(
    nodes.map((node) => {
      const key = keyOf(node);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return [node.id, { node, key, number }];
    }),
  );
}

/** The boxes of one side, and what they call. */
export interface Side {
  /** By key. */
  readonly things: ReadonlyMap<string, readonly [MapNode, ...MapNode[]]>;
  /** By caller, kind of call and called box: the keys are the same on both sides. */
  readonly calls: ReadonlyMap<number | string, SideCall>;
}

/** One call of a side: the first, where several placements have it. */
export interface SideCall {
  readonly edge: MapEdge;
  readonly from: SideBox;
  readonly to: SideBox;
  /** The side of what is called, where it is not this side. */
  readonly elsewhere: string | null;
}

/** More boxes than any map has, so that two numbers below it can be combined into one. */
const NUMBERS = 2 ** 24;

/** Gathers a side. A call belongs to the side of the caller; calls that a person rejected do not count. */
export function sideOf(ref: SideRef, boxes: ReadonlyMap<string, SideBox>, edges: readonly MapEdge[]): Side {
  const things = new Map<string, [MapNode, ...MapNode[]]>();
  for (const { node, key } of boxes.values()) {
    if (!isOfSide(node, ref)) continue;
    const held = things.get(key);
    if (held) held.push(node);
    else things.set(key, [node]);
  }
  const calls = new Map<number | string, SideCall>();
  for (const edge of edges) {
    const from = boxes.get(edge.from);
    const to = boxes.get(edge.to);
    if (from === undefined || to === undefined || edge.verdict?.verdict === 'rejected') continue;
    if (!isOfSide(from.node, ref)) continue;
    const isOwn = to.node.kind === 'external' || isOfSide(to.node, ref);
    const elsewhere = isOwn ? null : to.node[ref.kind];
    const ends = (from.number * NUMBERS + to.number) * 2 + (edge.kind === 'calls' ? 1 : 0);
    const key = elsewhere === null ? ends : `${ends} ${elsewhere}`;
    if (!calls.has(key)) calls.set(key, { edge, from, to, elsewhere });
  }
  return { things, calls };
}
