import type { Service, TopologyEdge, Workload } from '@/lib/model';
import { callsOf } from './calls';
import { gatherEdges } from './gather';
import { nodeId, objectId } from './ids';
import { Names, workloadsIn } from './names';
import { policyEdges, type PolicyEdges } from './policies';
import { entryKindOf, routesIn } from './routes';
import { selectsIn } from './selected';
import type { TopologySource } from './source';
import { technologyOf } from './technology';

/** A node of the graph of objects, before anyone judged its health. */
export interface GraphNode {
  readonly id: string;
  /** A Kubernetes kind; `LoadBalancer` or `NodePort` for a Service that is an entry; `Host` for what is outside. */
  readonly kind: string;
  readonly name: string;
  readonly cluster: string | null;
  readonly namespace: string | null;
  readonly technology: string | null;
}

/** What calls what in one cluster, as its objects tell. The same inputs give the same arrays, so that identity tells what moved. */
export interface Graph {
  readonly names: Names;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly TopologyEdge[];
  /** What is compared to tell whether anything must be resolved again. */
  readonly basis: Basis;
}

interface Basis {
  readonly inputs: readonly object[];
  readonly calls: ReadonlyMap<Workload, readonly TopologyEdge[]>;
  readonly fixed: {
    readonly entries: readonly TopologyEdge[];
    readonly selects: readonly TopologyEdge[];
    readonly policies: PolicyEdges;
  };
}

/** Kinds by which names are resolved; pods are not among them, so that what pods do costs nothing here. */
const INPUT_KINDS = [
  ...(['Service', 'ConfigMap', 'Ingress', 'NetworkPolicy', 'Gateway'] as const),
  ...(['HTTPRoute', 'GRPCRoute', 'VirtualService', 'Namespace'] as const),
];

/**
 * The graph of one cluster. Given the one before, only what moved is derived again: a workload whose template says the same keeps its
 * calls, and a change of pods keeps everything.
 */
export function deriveGraph(source: TopologySource, before: Graph | null = null): Graph {
  const workloads = workloadsIn(source);
  const inputs = inputsOf(source);
  if (before !== null && isSame(inputs, before.basis.inputs) && haveSameObjects(workloads, before))
    return before;
  const kept =
    before !== null && isSame(inputs, before.basis.inputs) && haveSameLabels(workloads, before)
      ? before
      : null;
  const names = kept?.names ?? new Names(source, workloads);
  const fixed = kept?.basis.fixed ?? {
    entries: routesIn(names),
    selects: selectsIn(names),
    policies: policyEdges(names),
  };
  const known = kept === null ? null : callsByContent(kept);
  const calls = new Map(
    workloads.map((workload) => [workload, known?.(workload) ?? callsOf(workload, names)]),
  );
  const edges = kept !== null && haveSameCalls(calls, kept) ? kept.edges : joined(fixed, calls);
  const nodes = kept !== null && edges === kept.edges ? kept.nodes : nodesOf(names, workloads, edges);
  return { names, nodes, edges, basis: { inputs, calls, fixed } };
}

function inputsOf(source: TopologySource): readonly object[] {
  const named = INPUT_KINDS.flatMap((kind) => [...source.objects.all(kind)] as object[]);
  // Slices count only where a Service selects nothing: all others follow their pods.
  const slices = [...source.objects.all('Service')]
    .filter(({ spec }) => Object.keys(spec.selector).length === 0 && spec.type !== 'ExternalName')
    .flatMap(({ metadata }) => source.objects.slicesOf(metadata.namespace, metadata.name));
  return [...named, ...slices];
}

function isSame(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

function haveSameObjects(workloads: readonly Workload[], { basis }: Graph): boolean {
  return workloads.length === basis.calls.size && workloads.every((workload) => basis.calls.has(workload));
}

/** Whether the same workloads carry the same labels: then every name leads where it led. */
function haveSameLabels(workloads: readonly Workload[], { basis }: Graph): boolean {
  if (workloads.length !== basis.calls.size) return false;
  const before = new Map([...basis.calls.keys()].map((workload) => [workload.metadata.uid, workload]));
  return workloads.every((workload) => {
    const held = before.get(workload.metadata.uid);
    return held !== undefined && (held === workload || labelsOf(held) === labelsOf(workload));
  });
}

function labelsOf({ spec, metadata }: Workload): string {
  return JSON.stringify([
    metadata.namespace,
    metadata.name,
    spec.template.labels,
    imagesOf(spec.template.containers),
  ]);
}

function imagesOf(containers: Workload['spec']['template']['containers']): readonly string[] {
  return containers.map(({ image }) => image);
}

function callsByContent({ basis }: Graph): (workload: Workload) => readonly TopologyEdge[] | undefined {
  const byUid = new Map(
    [...basis.calls].map(([workload, edges]) => [workload.metadata.uid, { workload, edges }]),
  );
  return (workload) => {
    const held = byUid.get(workload.metadata.uid);
    if (held === undefined) return undefined;
    if (held.workload === workload) return held.edges;
    const [was, is] = [held.workload.spec.template.config, workload.spec.template.config];
    return JSON.stringify(was) === JSON.stringify(is) ? held.edges : undefined;
  };
}

function haveSameCalls(calls: ReadonlyMap<Workload, readonly TopologyEdge[]>, { basis }: Graph): boolean {
  const before = new Set(basis.calls.values());
  return calls.size === basis.calls.size && [...calls.values()].every((edges) => before.has(edges));
}

function joined(fixed: Basis['fixed'], calls: Basis['calls']): readonly TopologyEdge[] {
  const called = gatherEdges([...[...calls.values()].flat(), ...fixed.policies.edges]);
  const supported = gatherEdges([...called, ...supporting(called, fixed.policies)]);
  return [...fixed.entries, ...fixed.selects, ...supported];
}

/** What policies allow beyond one workload each is evidence where the edge is known otherwise. */
function supporting(
  called: readonly TopologyEdge[],
  { supporting: allowed }: PolicyEdges,
): readonly TopologyEdge[] {
  const known = new Set(called.map(({ from, to }) => `${from}>${to}`));
  return allowed.filter(({ from, to }) => known.has(`${from}>${to}`));
}

function nodesOf(
  names: Names,
  workloads: readonly Workload[],
  edges: readonly TopologyEdge[],
): readonly GraphNode[] {
  const { source } = names;
  const { cluster } = source;
  const nodes = new Map<string, GraphNode>();
  const put = (node: GraphNode): void => void nodes.set(node.id, node);
  const place = (kind: string, { namespace, name }: { namespace: string; name: string }): GraphNode => ({
    id: nodeId(kind, namespace, name, cluster),
    kind,
    name,
    cluster,
    namespace,
    technology: null,
  });
  for (const workload of workloads) {
    put({ ...place(workload.kind, workload.metadata), technology: technologyOf(workload) });
  }
  for (const service of names.allServices()) {
    put(place('Service', service.metadata));
    const entry = entryKindOf(service);
    if (entry !== null) put(place(entry, service.metadata));
  }
  const entries = new Set(edges.flatMap(({ kind, from }) => (kind === 'routes' ? [from] : [])));
  for (const kind of ['Ingress', 'HTTPRoute', 'GRPCRoute', 'VirtualService'] as const) {
    for (const object of source.objects.all(kind)) {
      if (entries.has(objectId(object, cluster))) put(place(kind, object.metadata));
    }
  }
  for (const { to } of edges) {
    if (to.startsWith('host:') && !nodes.has(to)) put(hostNode(to));
  }
  return [...nodes.values()];
}

function hostNode(id: string): GraphNode {
  return {
    id,
    kind: 'Host',
    name: id.slice('host:'.length),
    cluster: null,
    namespace: null,
    technology: null,
  };
}

/** The Services of a graph by id. */
export function servicesById({ names }: Graph): ReadonlyMap<string, Service> {
  return new Map(
    [...names.allServices()].map((service) => [objectId(service, names.source.cluster), service]),
  );
}
