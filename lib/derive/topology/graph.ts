import type { KubeObject, TopologyEdge, Workload } from '@/lib/model';
import { callsOf } from './calls';
import { gatherEdges } from './gather';
import { nodeId } from './ids';
import { Names, isOfItsOwn, workloadsIn } from './names';
import { policyEdges, type PolicyEdges } from './policies';
import { entryKindOf, routesIn } from './routes';
import { selectsIn } from './selected';
import { withoutOthersSettings } from './shared-config';
import type { TopologySource } from './source';
import { technologyOf } from './technology';

/** A node of the graph of objects, without its health. */
export interface GraphNode {
  readonly id: string;
  /** A Kubernetes kind; `LoadBalancer` or `NodePort` for a Service that is a way into the cluster; `Host` for what is outside. */
  readonly kind: string;
  readonly name: string;
  readonly cluster: string | null;
  readonly namespace: string | null;
  readonly technology: string | null;
  /** Settings of a workload that may be addresses and are not read, because they come from Secrets. */
  readonly unread: readonly string[];
}

/** What calls what in one cluster, by its objects. The same inputs give the same arrays, so that identity shows what has changed. */
export interface Graph {
  readonly names: Names;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly TopologyEdge[];
  /** What is compared to find out whether anything must be resolved again. */
  readonly basis: Basis;
}

interface Basis {
  readonly inputs: readonly object[];
  /** By uid. */
  readonly calls: ReadonlyMap<string, CallsOfWorkload>;
  readonly fixed: Fixed;
}

interface CallsOfWorkload {
  readonly workload: Workload;
  readonly edges: readonly TopologyEdge[];
}

/** Edges that do not depend on the configuration of workloads. */
interface Fixed {
  readonly entries: readonly TopologyEdge[];
  readonly selects: readonly TopologyEdge[];
  readonly policies: PolicyEdges;
}

/** Kinds by which names are resolved. Pods are not among them, so that changes of pods cost nothing here. */
export const NAMING_KINDS = [
  ...(['Service', 'ConfigMap', 'Ingress', 'NetworkPolicy', 'Gateway'] as const),
  ...(['HTTPRoute', 'GRPCRoute', 'VirtualService', 'Namespace'] as const),
] as const;

/**
 * The graph of one cluster. With the graph `before`, only what changed is derived again: a workload with the same
 * template keeps its calls, and a change of pods keeps everything. `movedAlone`: the caller knows that since then only
 * these workloads changed, given as they are now: no workload was added or removed, and no object of NAMING_KINDS
 * changed, nor a slice of a Service without a selector.
 */
export function deriveGraph(
  source: TopologySource,
  before: Graph | null = null,
  movedAlone: Iterable<Workload> | null = null,
): Graph {
  if (before !== null && movedAlone !== null) {
    const { calls } = before.basis;
    const moved = [...movedAlone].filter(
      (workload) => isOfItsOwn(workload) && calls.get(workload.metadata.uid)?.workload !== workload,
    );
    if (moved.length === 0) return before;
    if (moved.every((workload) => keepsItsPlace(workload, calls))) return deriveMoved(moved, before);
  }
  const inputs = inputsOf(source);
  const workloads = workloadsIn(source);
  if (before === null || !isSame(inputs, before.basis.inputs)) return deriveAnew(source, workloads, inputs);
  const { calls } = before.basis;
  const moved = workloads.filter((workload) => calls.get(workload.metadata.uid)?.workload !== workload);
  if (workloads.length === calls.size && moved.length === 0) return before;
  const keepsNames =
    workloads.length === calls.size && moved.every((workload) => keepsItsPlace(workload, calls));
  return keepsNames ? deriveMoved(moved, before) : deriveAnew(source, workloads, inputs);
}

function deriveAnew(
  source: TopologySource,
  workloads: readonly Workload[],
  inputs: readonly object[],
): Graph {
  const names = new Names(source, workloads);
  const fixed = { entries: routesIn(names), selects: selectsIn(names), policies: policyEdges(names) };
  const calls = new Map(
    workloads.map((workload) => [workload.metadata.uid, { workload, edges: callsOf(workload, names) }]),
  );
  const edges = joined(fixed, calls);
  return { names, edges, nodes: nodesOf(names, workloads, edges), basis: { inputs, calls, fixed } };
}

/** All names resolve as before: only the calls of workloads whose configuration changed are resolved again. */
function deriveMoved(moved: readonly Workload[], before: Graph): Graph {
  const { names, basis } = before;
  const calls = new Map(basis.calls);
  let isSameCalls = true;
  for (const workload of moved) {
    const held = calls.get(workload.metadata.uid);
    const isKept = held !== undefined && configOf(held.workload) === configOf(workload);
    const edges = isKept ? held.edges : callsOf(workload, names);
    isSameCalls &&= isKept;
    calls.set(workload.metadata.uid, { workload, edges });
  }
  if (isSameCalls) return { ...before, basis: { ...basis, calls } };
  const edges = joined(basis.fixed, calls);
  const workloads = [...calls.values()].map(({ workload }) => workload);
  return { names, edges, nodes: nodesOf(names, workloads, edges), basis: { ...basis, calls } };
}

/** Whether a workload has the same place, labels, images and ports as before. */
function keepsItsPlace(workload: Workload, calls: Basis['calls']): boolean {
  const held = calls.get(workload.metadata.uid);
  return held !== undefined && placeOf(held.workload) === placeOf(workload);
}

function placeOf({ metadata, spec, kind }: Workload): string {
  const images = spec.template.containers.map(({ image, ports }) => [image, ports]);
  return JSON.stringify([kind, metadata.namespace, metadata.name, spec.template.labels, images]);
}

function configOf({ spec }: Workload): string {
  return JSON.stringify(spec.template.config ?? null);
}

function inputsOf(source: TopologySource): readonly object[] {
  const named = NAMING_KINDS.flatMap((kind) => [...source.objects.all(kind)] as object[]);
  // Only slices of Services without a selector count: all others follow from their pods.
  const slices = [...source.objects.all('Service')]
    .filter(({ spec }) => Object.keys(spec.selector).length === 0 && spec.type !== 'ExternalName')
    .flatMap(({ metadata }) => source.objects.slicesOf(metadata.namespace, metadata.name));
  return [...named, ...slices];
}

function isSame(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

function joined(fixed: Fixed, calls: Basis['calls']): readonly TopologyEdge[] {
  const { policies } = fixed;
  const own = withoutOthersSettings([...calls.values()].flatMap(({ edges }) => edges));
  const hasPolicies = policies.edges.length + policies.supporting.length > 0;
  const called = hasPolicies ? gatherEdges([...own, ...policies.edges]) : own;
  const supported = hasPolicies ? gatherEdges([...called, ...supporting(called, policies)]) : called;
  return [...fixed.entries, ...fixed.selects, ...supported];
}

/** Edges of policies that allow more than one workload: they count only where the call is known from something else. */
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
  const place = (object: KubeObject): GraphNode => {
    const { kind, metadata } = object;
    const { namespace, name } = metadata;
    return { id: names.idOf(object), kind, name, cluster, namespace, technology: null, unread: NOTHING };
  };
  for (const workload of workloads) {
    put({ ...place(workload), technology: technologyOf(workload), unread: unreadOf(workload) });
  }
  for (const service of names.allServices()) {
    put(place(service));
    const kind = entryKindOf(service);
    const { namespace, name } = service.metadata;
    if (kind !== null) put({ ...place(service), id: nodeId(kind, namespace, name, cluster), kind });
  }
  const entries = new Set(edges.flatMap(({ kind, from }) => (kind === 'routes' ? [from] : [])));
  for (const kind of ['Ingress', 'HTTPRoute', 'GRPCRoute', 'VirtualService'] as const) {
    for (const object of source.objects.all(kind)) {
      if (entries.has(names.idOf(object))) put(place(object));
    }
  }
  for (const { to } of edges) {
    if (to.startsWith('host:') && !nodes.has(to)) put(hostNode(to));
  }
  return [...nodes.values()];
}

const NOTHING: readonly string[] = [];
/** More would add nothing. */
const UNREAD_MAX = 8;

function unreadOf({ spec }: Workload): readonly string[] {
  const { config } = spec.template;
  if (config === undefined || config.every(({ secrets }) => secrets.length === 0)) return NOTHING;
  return [...new Set(config.flatMap(({ secrets }) => secrets))].slice(0, UNREAD_MAX);
}

function hostNode(id: string): GraphNode {
  return {
    id,
    kind: 'Host',
    name: id.slice('host:'.length),
    cluster: null,
    namespace: null,
    technology: null,
    unread: NOTHING,
  };
}
