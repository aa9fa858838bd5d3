import type { CatalogEntity, Evidence, MapEdge, Workload } from '@/lib/model';
import type { DeclaredDependency } from './declared';
import { evidenceOf, strongestFirst } from './evidence';
import { edgeId } from './ids';
import type { Graph, GraphNode } from './graph';

/** Where a Service of the catalog runs. */
export interface PlaceOfService {
  /** The placement's id. */
  readonly id: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly environment: string;
}

export interface AggregateInput {
  readonly graphs: readonly Graph[];
  /** The placement that a workload belongs to. */
  readonly placementOf: (cluster: string, workload: Workload) => string | undefined;
  readonly declarations: readonly DeclaredDependency[];
  readonly placesOf: (ref: string) => readonly PlaceOfService[];
  readonly entityOf: (ref: string) => CatalogEntity | undefined;
}

/** A box that is not a placement: a way into the cluster, or something outside. */
export interface OtherBox {
  readonly id: string;
  readonly kind: 'entry' | 'external';
  /** `Ingress`, `host`, `Component`. */
  readonly what: string;
  readonly name: string;
  readonly cluster: string | null;
  readonly namespace: string | null;
}

export interface MapLinks {
  readonly edges: readonly Omit<MapEdge, 'verdict'>[];
  readonly others: readonly OtherBox[];
}

/** Longer chains of ExternalNames are not followed. */
const CHAIN_MAX = 3;

interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: MapEdge['kind'];
  readonly evidence: readonly Evidence[];
}

/**
 * The edges of the map: the objects of one placement are one box, and a call of a Service is a call of the placements
 * that it selects. Boxes without an edge are left out.
 */
export function aggregateMap(input: AggregateInput): MapLinks {
  const others = new Map<string, OtherBox>();
  const links = [
    ...input.graphs.flatMap((graph) => linksOf(graph, input, others)),
    ...declaredLinks(input, others),
  ];
  const edges = new Map<string, Omit<MapEdge, 'verdict'>>();
  for (const { from, to, kind, evidence } of links) {
    if (from === to) continue;
    const id = edgeId(from, to, kind);
    const held = edges.get(id)?.evidence;
    edges.set(id, {
      kindOfRow: 'edge',
      id,
      from,
      to,
      kind,
      evidence: held === undefined ? [...evidence] : strongestFirst([...held, ...evidence]),
      traffic: null,
    });
  }
  const ends = new Set<string>();
  for (const { from, to } of edges.values()) ends.add(from).add(to);
  return { edges: [...edges.values()], others: [...others.values()].filter(({ id }) => ends.has(id)) };
}

function linksOf(graph: Graph, { placementOf }: AggregateInput, others: Map<string, OtherBox>): Link[] {
  const cluster = graph.names.source.cluster ?? '';
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const placements = new Map(
    graph.names.workloads.flatMap((workload) => {
      const id = placementOf(cluster, workload);
      return id === undefined ? [] : [[graph.names.idOf(workload), id] as const];
    }),
  );
  const behind = new Map<string, string[]>();
  for (const { kind, from, to } of graph.edges) {
    if (kind !== 'selects') continue;
    const held = behind.get(from);
    if (held) held.push(to);
    else behind.set(from, [to]);
  }
  const find = (id: string, step: number): readonly string[] => {
    const placement = placements.get(id);
    if (placement !== undefined) return [placement];
    const next = behind.get(id);
    if (next !== undefined && step < CHAIN_MAX)
      return [...new Set(next.flatMap((one) => find(one, step + 1)))];
    const node = nodes.get(id);
    if (node === undefined) return [];
    others.set(id, boxOf(node));
    return [id];
  };
  const boxes = new Map<string, readonly string[]>();
  const boxesOf = (id: string): readonly string[] => {
    const held = boxes.get(id);
    if (held !== undefined) return held;
    const found = find(id, 0);
    boxes.set(id, found);
    return found;
  };
  const links: Link[] = [];
  for (const { from, to, kind, evidence } of graph.edges) {
    if (kind !== 'calls' && kind !== 'routes') continue;
    for (const caller of boxesOf(from)) {
      for (const called of boxesOf(to)) links.push({ from: caller, to: called, kind, evidence });
    }
  }
  return links;
}

const ENTRIES: ReadonlySet<string> = new Set([
  ...['Ingress', 'HTTPRoute', 'GRPCRoute', 'VirtualService', 'LoadBalancer', 'NodePort'],
]);

function boxOf({ id, kind, name, cluster, namespace }: GraphNode): OtherBox {
  const isHost = kind === 'Host';
  return {
    id,
    kind: ENTRIES.has(kind) ? 'entry' : 'external',
    what: isHost ? 'host' : kind,
    name,
    cluster,
    namespace,
  };
}

function declaredLinks(input: AggregateInput, others: Map<string, OtherBox>): Link[] {
  return input.declarations.flatMap((said): Link[] => {
    const evidence = [evidenceOf({ source: 'declared', ...said }, { cluster: null, observedAt: null })];
    const called = input.placesOf(said.to);
    if (called.length === 0) others.set(said.to, declaredBox(said.to, input.entityOf(said.to)));
    return input.placesOf(said.from).flatMap((from) => {
      const targets = called.length === 0 ? [said.to] : nearest(from, called).map(({ id }) => id);
      return targets.map((to) => ({ from: from.id, to, kind: 'calls' as const, evidence }));
    });
  });
}

/**
 * A declaration names no place: it means the placement in the caller's namespace, else in its cluster or Environment,
 * or the only one there is.
 */
function nearest(from: PlaceOfService, called: readonly PlaceOfService[]): readonly PlaceOfService[] {
  if (called.length === 1) return called;
  const closer: readonly ((one: PlaceOfService) => boolean)[] = [
    (one) => one.cluster === from.cluster && one.namespace === from.namespace,
    (one) => one.cluster === from.cluster && one.environment === from.environment,
    (one) => one.environment === from.environment,
  ];
  for (const isClose of closer) {
    const found = called.filter(isClose);
    if (found.length > 0) return found;
  }
  return [];
}

function declaredBox(ref: string, entity: CatalogEntity | undefined): OtherBox {
  const [kind = '', path = ''] = ref.split(':');
  return {
    id: ref,
    kind: 'external',
    what: entity?.kind ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
    name: entity?.name ?? path.split('/').at(-1) ?? path,
    cluster: null,
    namespace: null,
  };
}
