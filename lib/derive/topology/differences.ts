import {
  HEALTH_RANK,
  type CallDifference,
  type Called,
  type MapNode,
  type MapRow,
  type Presence,
  type ServiceDifference,
  type SideRef,
} from '@/lib/model';
import { boxesOf, keysFor, sideOf, type Side, type SideCall } from './sides';
import { newerVersion } from './version-order';

/** The differences between two sides of the map. */
export interface Differences {
  /** Missing services, then those of another version, then equal ones; each by name. */
  readonly services: readonly ServiceDifference[];
  /** For services that both sides have: the calls and routes that only one side has, or that lead elsewhere. By the caller's name. */
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
 * Compares two sides of the map. A service of the catalog is the same on both sides, whatever the names of its
 * placements; everything else is the same by its name, and also by its namespace where a name is not unique. A call
 * belongs to the side of the caller; calls that a person rejected do not count.
 */
export function differencesOf({ rows, left, right, isInCatalog, imageOf }: CompareInput): Differences {
  const nodes = rows.filter((row) => row.kindOfRow === 'node');
  const edges = rows.filter((row) => row.kindOfRow === 'edge');
  const boxes = boxesOf(nodes, keysFor(nodes, [left, right], isInCatalog));
  const one = sideOf(left, boxes, edges);
  const other = sideOf(right, boxes, edges);
  return { services: compareServices(one, other, imageOf), calls: compareCalls(one, other) };
}

const ORDER: readonly ServiceDifference['difference'][] = ['only-left', 'only-right', 'version', 'same'];

function compareServices(left: Side, right: Side, imageOf: CompareInput['imageOf']): ServiceDifference[] {
  const keys = [...new Set([...left.things.keys(), ...right.things.keys()])];
  return keys
    .map((key) => compareThing(key, left.things.get(key), right.things.get(key)))
    .map((compared) => ({ ...compared, promote: promotionOf(compared, imageOf) }))
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
  const compared = { key, name, service, kind, what, system, owner, left, right };
  if (left === null) return { ...compared, difference: 'only-right', ahead: null };
  if (right === null) return { ...compared, difference: 'only-left', ahead: null };
  if (left.versions.join('\n') === right.versions.join('\n'))
    return { ...compared, difference: 'same', ahead: null };
  return { ...compared, difference: 'version', ahead: aheadOf(left.versions, right.versions) };
}

/** The newer version, to deploy it on the side that is behind; null where a person must choose. */
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

/** Which side has the newer versions; null unless all versions of one side are newer than all of the other. */
function aheadOf(left: readonly string[], right: readonly string[]): ServiceDifference['ahead'] {
  const steps = left.flatMap((one) => right.map((other) => newerVersion(one, other)));
  if (steps.length > 0 && steps.every((step) => step < 0)) return 'left';
  if (steps.length > 0 && steps.every((step) => step > 0)) return 'right';
  return null;
}

function compareCalls(left: Side, right: Side): CallDifference[] {
  const onlyIn = (side: Side, other: Side): SideCall[] =>
    [...side.calls].flatMap(([key, call]) =>
      other.calls.has(key) || !left.things.has(call.from.key) || !right.things.has(call.from.key)
        ? []
        : [call],
    );
  const rights = new Set(onlyIn(right, left));
  const rightsOf = new Map<string, SideCall[]>();
  for (const call of rights) {
    const held = rightsOf.get(call.from.key);
    if (held) held.push(call);
    else rightsOf.set(call.from.key, [call]);
  }
  const found: CallDifference[] = [];
  for (const call of onlyIn(left, right)) {
    const twin = rightsOf
      .get(call.from.key)
      ?.find((other) => rights.has(other) && isSameSetting(call, other));
    if (twin !== undefined) rights.delete(twin);
    found.push(differenceOf(call, twin ?? null));
  }
  for (const call of rights) found.push(differenceOf(null, call));
  const order = ({ from, left: one, right: other }: CallDifference): string =>
    [from.name, (one ?? other)?.name, one === null ? 1 : 0, from.key].join('\n');
  return found.sort((a, b) => byName(order(a), order(b), a.key, b.key));
}

function differenceOf(left: SideCall | null, right: SideCall): CallDifference;
function differenceOf(left: SideCall, right: SideCall | null): CallDifference;
function differenceOf(left: SideCall | null, right: SideCall | null): CallDifference {
  const { from, edge } = (left ?? right) as SideCall;
  return {
    key: `${left?.edge.id ?? ''} | ${right?.edge.id ?? ''}`,
    kind: edge.kind,
    difference: left === null ? 'only-right' : right === null ? 'only-left' : 'elsewhere',
    from: { key: from.key, name: from.node.name, service: from.node.service },
    left: left && calledBy(left),
    right: right && calledBy(right),
  };
}

function calledBy({ edge, to: { node }, elsewhere }: SideCall): Called {
  const { name, what, service } = node;
  const { id, from, evidence, traffic } = edge;
  return { name, what, service, elsewhere, edge: id, caller: from, evidence, traffic };
}

/** Whether two calls of the same caller are read from the same field: `containers[web].env[MAIL_HOST]`. */
function isSameSetting({ edge: a }: SideCall, { edge: b }: SideCall): boolean {
  if (a.kind !== b.kind) return false;
  // The catalog has one field for all declared calls, so it does not identify a call.
  const fields = new Set(a.evidence.flatMap(({ source, field }) => (source === 'configured' ? field : [])));
  return b.evidence.some(({ source, field }) => source === 'configured' && fields.has(field));
}

const inWords = new Intl.Collator('en');

function byName(a: string, b: string, aKey: string, bKey: string): number {
  return inWords.compare(a, b) || (aKey < bKey ? -1 : aKey > bKey ? 1 : 0);
}
