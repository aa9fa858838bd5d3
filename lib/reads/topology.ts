import {
  AppError,
  invalidField,
  type AnyObject,
  type HealthDto,
  type MapRow,
  type Topology,
  type TopologyEdge,
  type TopologyNode,
} from '@/lib/model';
import { objectHealth } from '@/lib/derive/health';
import type { Graph, GraphNode } from '@/lib/derive/topology';
import { neighbourhood } from '@/lib/derive/topology/neighbourhood';
import type { WorldContext } from '@/lib/views/context';
import { mapRows } from '@/lib/views/map-rows';
import { OUTSIDE, seesEverything, serviceSeen } from '@/lib/views/seen';
import { publicHealth } from '@/lib/views/health-dto';
import { checkPlace } from './services';
import { otherBox } from '@/lib/views/topology-boxes';

export interface TopologyQuery {
  readonly cluster?: string;
  readonly namespace?: string;
  /** A Service's id. */
  readonly service?: string;
  /** How many calls away from the service, in either direction; default 1. */
  readonly depth?: number;
}

/**
 * `GET /api/v1/topology`: what calls what, by objects. AppError `not-found` for an unknown cluster, namespace or service,
 * `invalid-input` for a depth without a service.
 */
export function readTopology(context: WorldContext, query: TopologyQuery): Topology {
  checkQuery(context, query);
  const graphs = context.topology
    .clusters()
    .filter(({ names }) => query.cluster === undefined || names.source.cluster === query.cluster);
  const { nodes, edges } = wholeSeen(context, {
    nodes: graphs.flatMap((graph) => graph.nodes.map((node) => ({ graph, node }))),
    edges: graphs.flatMap((graph) => graph.edges),
  });
  const kept = keptIds(context, query, { nodes, edges });
  const shown = new Map(
    nodes.filter(({ node }) => kept.has(node.id)).map(({ graph, node }) => [node.id, { graph, node }]),
  );
  return {
    nodes: [...shown.values()].map(({ graph, node }) => nodeDto(context, graph, node)),
    edges: edges
      .filter(({ from, to }) => shown.has(from) && shown.has(to))
      .map((edge) => ({ ...edge, evidence: [...edge.evidence] })),
  };
}

/** `GET /api/v1/topology?view=map`: boxes and edges as the page draws them, narrowed the same way. */
export function readTopologyMap(
  context: WorldContext,
  query: TopologyQuery,
): { readonly items: readonly MapRow[] } {
  checkQuery(context, query);
  const rows = mapRows(context);
  const nodes = rows.filter((row) => row.kindOfRow === 'node');
  const edges = rows.filter((row) => row.kindOfRow === 'edge');
  const inPlace = new Set(
    nodes
      .filter(
        ({ cluster, namespace }) =>
          (query.cluster === undefined || cluster === query.cluster) &&
          (query.namespace === undefined || namespace === query.namespace),
      )
      .map(({ id }) => id),
  );
  const { service } = query;
  const around =
    service === undefined
      ? null
      : neighbourhood(
          edges,
          nodes.filter((node) => node.service === service && inPlace.has(node.id)).map(({ id }) => id),
          query.depth ?? 1,
        );
  const touches = ({ from, to }: { from: string; to: string }): boolean =>
    inPlace.has(from) || inPlace.has(to);
  const keptEdges = edges.filter(
    (edge) => touches(edge) && (around === null || (around.has(edge.from) && around.has(edge.to))),
  );
  const ends = new Set(keptEdges.flatMap(({ from, to }) => [from, to]));
  const keptNodes = nodes.filter(
    ({ id }) => (inPlace.has(id) || ends.has(id)) && (around === null || around.has(id)),
  );
  return { items: [...keptNodes, ...keptEdges] };
}

function checkQuery(context: WorldContext, query: TopologyQuery): void {
  checkPlace(context, query);
  if (query.service !== undefined && !serviceSeen(context, query.service)) {
    throw new AppError('not-found', `There is no service "${query.service}".`);
  }
  if (query.depth !== undefined && query.service === undefined) {
    throw invalidField('depth', 'Expected a service beside it: the depth counts calls from that service.');
  }
}

interface Whole {
  readonly nodes: readonly { readonly graph: Graph; readonly node: GraphNode }[];
  readonly edges: readonly TopologyEdge[];
}

/**
 * Objects of places that the scope sees, the edges between them, and targets of these edges outside of every cluster, as `mapRows` does
 * for boxes.
 */
function wholeSeen(context: WorldContext, whole: Whole): Whole {
  if (seesEverything(context)) return whole;
  const { scope } = context;
  const placed = new Set<string>();
  const outside = new Set<string>();
  for (const { node } of whole.nodes) {
    if (node.cluster === null) outside.add(node.id);
    else if (scope.sees(node)) placed.add(node.id);
  }
  const isKnown = (id: string): boolean => placed.has(id) || outside.has(id);
  const edges = whole.edges.filter(
    ({ from, to }) => isKnown(from) && isKnown(to) && (placed.has(from) || placed.has(to)),
  );
  const reached = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const isSeen = (id: string): boolean =>
    placed.has(id) || reached.has(id) || (outside.has(id) && scope.sees(OUTSIDE));
  return { nodes: whole.nodes.filter(({ node }) => isSeen(node.id)), edges };
}

/** Ids of the objects that a query selects; of a namespace also the callers of its objects and what they call. */
function keptIds(context: WorldContext, query: TopologyQuery, { nodes, edges }: Whole): ReadonlySet<string> {
  const all = nodes.map(({ node }) => node);
  const { namespace, service } = query;
  const placed = new Set(
    all.filter((node) => namespace === undefined || node.namespace === namespace).map(({ id }) => id),
  );
  if (namespace !== undefined) {
    for (const { from, to } of edges.filter((edge) => placed.has(edge.from) !== placed.has(edge.to))) {
      placed.add(from).add(to);
    }
  }
  if (service === undefined) return placed;
  const starts = nodes
    .filter(({ graph, node }) => serviceOf(context, graph, node) === service)
    .map(({ node }) => node.id);
  const around = neighbourhood(edges, starts, query.depth ?? 1);
  return new Set([...around].filter((id) => placed.has(id)));
}

function serviceOf({ index }: WorldContext, { names }: Graph, node: GraphNode): string | null {
  const object = objectOf(names.source.objects, node);
  if (object === undefined || node.cluster === null) return null;
  return index.placementOf(node.cluster, object)?.service ?? null;
}

function objectOf(
  objects: Graph['names']['source']['objects'],
  { kind, namespace, name }: GraphNode,
): AnyObject | undefined {
  switch (kind) {
    case 'LoadBalancer':
    case 'NodePort':
      return objects.get('Service', namespace ?? '', name);
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
    case 'CronJob':
    case 'Service':
    case 'Ingress':
      return objects.get(kind, namespace ?? '', name);
    default:
      return undefined;
  }
}

function nodeDto(context: WorldContext, graph: Graph, node: GraphNode): TopologyNode {
  const { id, kind, name, cluster, namespace, technology, unread } = node;
  return {
    id,
    kind,
    name,
    cluster,
    namespace,
    health: healthOf(context, graph, node),
    technology,
    unread: [...unread],
    service: serviceOf(context, graph, node),
  };
}

function healthOf(context: WorldContext, { names }: Graph, node: GraphNode): HealthDto {
  const object = objectOf(names.source.objects, node);
  const now = context.now();
  const observedAt = names.source.observedAt ?? now.toISOString();
  const verdict = object && objectHealth(object, { cluster: node.cluster ?? '', observedAt, now });
  if (verdict) return { ...publicHealth(verdict), last: null, advice: null };
  const { id, kind, name, cluster, namespace } = node;
  return otherBox(
    context,
    {
      id,
      kind: 'external',
      what: kind === 'Host' ? 'host' : kind,
      name,
      cluster,
      namespace,
    },
    null,
  ).health;
}
