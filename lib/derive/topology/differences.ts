import {
  HEALTH_RANK,
  type CallDifference,
  type Called,
  type MapEdge,
  type MapNode,
  type MapRow,
  type Presence,
  type ServiceDifference,
  type SideRef,
} from '@/lib/model';
import { newerVersion } from './version-order';

/** What two sides of the map do not have in common. */
export interface Differences {
  /** What is missing, then other versions, then what is the same; each by name. */
  readonly services: readonly ServiceDifference[];
  /** Of what both sides have, the calls and routes that only one of them has, or that lead elsewhere. By the caller's name. */
  readonly calls: readonly CallDifference[];
}

export interface CompareInput {
  /** The rows of the map. */
  readonly rows: readonly MapRow[];
  readonly left: SideRef;
  readonly right: SideRef;
  /** Whether a service's id is that of a Component, and so the same wherever it runs. */
  readonly isInCatalog: (service: string) => boolean;
  /** The image that a placement runs. */
  readonly imageOf: (placement: string) => string | null;
}

/**
 * Compares two places on the map. What the catalog holds is the same thing on both sides however its placements are named; all else is
 * the same by its name, and by its namespace too where one name means several. A call belongs to the side of who calls; one that a person
 * rejected is none.
 */
export function differencesOf({ rows, left, right, isInCatalog, imageOf }: CompareInput): Differences {
  const nodes = new Map(rows.flatMap((row) => (row.kindOfRow === 'node' ? [[row.id, row] as const] : [])));
  const edges = rows.filter((row) => row.kindOfRow === 'edge');
  const keyOf = keysFor([...nodes.values()], [left, right], isInCatalog);
  const [one, other] = [left, right].map((ref) => sideOf(ref, { nodes, edges, keyOf })) as [Side, Side];
  return { services: compareServices(one, other, imageOf), calls: compareCalls(one, other) };
}

/** Whether a box is of a side. What is outside every cluster is of none. */
export function isOfSide(node: MapNode, { kind, name }: SideRef): boolean {
  return node.kind !== 'external' && node[kind] === name;
}

type KeyOf = (node: MapNode) => string;

/** By what a box is found on the other side. */
function keysFor(
  nodes: readonly MapNode[],
  sides: readonly SideRef[],
  isInCatalog: CompareInput['isInCatalog'],
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

/** A namespace without the words that only say which side it is of: of `shop-staging` in staging `shop`. */
function commonNamespace({ namespace, environment, cluster }: MapNode): string {
  const words = (namespace ?? '').split('-');
  return words.filter((word) => word !== environment && word !== cluster).join('-');
}

interface Side {
  /** By key. */
  readonly things: ReadonlyMap<string, readonly [MapNode, ...MapNode[]]>;
  /** By who calls, how, and what is called. */
  readonly calls: ReadonlyMap<string, SideCall>;
}

interface SideCall {
  readonly from: string;
  readonly kind: MapEdge['kind'];
  readonly called: Called;
}

interface WholeMap {
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly edges: readonly MapEdge[];
  readonly keyOf: KeyOf;
}

function sideOf(ref: SideRef, { nodes, edges, keyOf }: WholeMap): Side {
  const things = new Map<string, [MapNode, ...MapNode[]]>();
  for (const node of nodes.values()) {
    if (!isOfSide(node, ref)) continue;
    const held = things.get(keyOf(node));
    if (held) held.push(node);
    else things.set(keyOf(node), [node]);
  }
  const calls = new Map<string, SideCall>();
  for (const edge of edges) {
    const from = nodes.get(edge.from);
    const to = nodes.get(edge.to);
    if (from === undefined || to === undefined || edge.verdict?.verdict === 'rejected') continue;
    if (!isOfSide(from, ref)) continue;
    const elsewhere = to.kind === 'external' || isOfSide(to, ref) ? null : to[ref.kind];
    const key = [keyOf(from), edge.kind, keyOf(to), elsewhere ?? ''].join('\n');
    if (calls.has(key)) continue;
    const { name, what, service } = to;
    const { evidence, traffic, id } = edge;
    const called = { name, what, service, elsewhere, edge: id, caller: edge.from, evidence, traffic };
    calls.set(key, { from: keyOf(from), kind: edge.kind, called });
  }
  return { things, calls };
}

const ORDER: readonly ServiceDifference['difference'][] = ['only-left', 'only-right', 'version', 'same'];

function compareServices(left: Side, right: Side, imageOf: CompareInput['imageOf']): ServiceDifference[] {
  const keys = [...new Set([...left.things.keys(), ...right.things.keys()])];
  return keys
    .map((key) => compareThing(key, left.things.get(key), right.things.get(key)))
    .map((told) => ({ ...told, promote: promotionOf(told, imageOf) }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.difference) - ORDER.indexOf(b.difference) || byName(a.name, b.name, a.key, b.key),
    );
}

type Nodes = readonly [MapNode, ...MapNode[]] | undefined;

type Compared = Omit<ServiceDifference, 'promote'>;

function compareThing(key: string, lefts: Nodes, rights: Nodes): Compared {
  const [node] = (lefts ?? rights) as readonly [MapNode, ...MapNode[]];
  const { name, service, kind, what, system, owner } = node;
  const left = lefts === undefined ? null : presenceOf(lefts);
  const right = rights === undefined ? null : presenceOf(rights);
  const told = { key, name, service, kind, what, system, owner, left, right };
  if (left === null) return { ...told, difference: 'only-right', ahead: null };
  if (right === null) return { ...told, difference: 'only-left', ahead: null };
  if (left.versions.join('\n') === right.versions.join('\n'))
    return { ...told, difference: 'same', ahead: null };
  return { ...told, difference: 'version', ahead: aheadOf(left.versions, right.versions) };
}

/** What is ahead, for who is behind; nothing where people must choose. */
function promotionOf(
  { ahead, left, right, kind }: Compared,
  imageOf: CompareInput['imageOf'],
): ServiceDifference['promote'] {
  if (ahead === null || kind !== 'service') return null;
  const to = ahead === 'left' ? 'right' : 'left';
  const [newer, older] = ahead === 'left' ? [left, right] : [right, left];
  const images = new Set(newer?.places.map(({ id }) => imageOf(id)));
  const [version] = newer?.versions ?? [];
  const [image] = images;
  const [place, ...others] = older?.places ?? [];
  if (images.size !== 1 || image == null || version === undefined) return null;
  if (place === undefined || others.length > 0) return null;
  return { to, placement: place.id, image, version };
}

function presenceOf(nodes: readonly [MapNode, ...MapNode[]]): Presence {
  const places = nodes
    .map(({ id, cluster, namespace, version, health }) => ({
      ...{ id, cluster, namespace, version },
      status: health.status,
    }))
    .sort((a, b) => byName(a.cluster ?? '', b.cluster ?? '', a.id, b.id));
  const versions = new Set(places.flatMap(({ version }) => version ?? []));
  const status = places.reduce(
    (worst, place) => (HEALTH_RANK[place.status] > HEALTH_RANK[worst] ? place.status : worst),
    nodes[0].health.status,
  );
  return { versions: [...versions].sort(), status, places };
}

/** Told only where all of one side is newer than all of the other. */
function aheadOf(left: readonly string[], right: readonly string[]): ServiceDifference['ahead'] {
  const steps = left.flatMap((one) => right.map((other) => newerVersion(one, other)));
  if (steps.length > 0 && steps.every((step) => step < 0)) return 'left';
  if (steps.length > 0 && steps.every((step) => step > 0)) return 'right';
  return null;
}

function compareCalls(left: Side, right: Side): CallDifference[] {
  const isOnBoth = ({ from }: SideCall): boolean => left.things.has(from) && right.things.has(from);
  const onlyIn = (side: Side, other: Side): SideCall[] =>
    [...side.calls].flatMap(([key, call]) => (other.calls.has(key) || !isOnBoth(call) ? [] : [call]));
  const rights = new Set(onlyIn(right, left));
  const rightsOf = new Map<string, SideCall[]>();
  for (const call of rights) {
    const held = rightsOf.get(call.from);
    if (held) held.push(call);
    else rightsOf.set(call.from, [call]);
  }
  const found: CallDifference[] = [];
  const put = (call: SideCall, sides: Pick<CallDifference, 'difference' | 'left' | 'right'>): void => {
    const { from: key, kind } = call;
    const [node] = left.things.get(key) ?? [];
    const from = { key, name: node?.name ?? key, service: node?.service ?? null };
    const edges = [sides.left?.edge ?? '', sides.right?.edge ?? ''];
    found.push({ key: edges.join(' | '), kind, from, ...sides });
  };
  for (const call of onlyIn(left, right)) {
    const twin = rightsOf.get(call.from)?.find((other) => rights.has(other) && isSameSetting(call, other));
    if (twin === undefined) put(call, { difference: 'only-left', left: call.called, right: null });
    else {
      rights.delete(twin);
      put(call, { difference: 'elsewhere', left: call.called, right: twin.called });
    }
  }
  for (const call of rights) put(call, { difference: 'only-right', left: null, right: call.called });
  const order = ({ from, left: one, right: other }: CallDifference): string =>
    [from.name, (one ?? other)?.name, one === null ? 1 : 0, from.key].join('\n');
  return found.sort((a, b) => byName(order(a), order(b), a.key, b.key));
}

/** Whether two calls of the same caller are read from the same field: `containers[web].env[MAIL_HOST]`. */
function isSameSetting(a: SideCall, b: SideCall): boolean {
  if (a.kind !== b.kind) return false;
  const fields = new Set(a.called.evidence.map(fieldOf));
  return b.called.evidence.some((one) => fields.has(fieldOf(one)));
}

/** Of what the catalog declares every call has one field: it tells nothing of which is which. */
function fieldOf({ source, field }: Called['evidence'][number]): string | symbol {
  return source === 'configured' ? field : Symbol(field);
}

function byName(a: string, b: string, aKey: string, bKey: string): number {
  return a.localeCompare(b, 'en') || (aKey < bKey ? -1 : aKey > bKey ? 1 : 0);
}
