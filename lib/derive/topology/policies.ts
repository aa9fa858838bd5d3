import type { LabelSelector, NetworkPeer, NetworkPolicy, Service, TopologyEdge, Workload } from '@/lib/model';
import { matchesSelector } from '../label-selector';
import { evidenceOf, namedObject } from './evidence';
import { gatherEdges } from './gather';
import type { Names } from './names';

/**
 * What NetworkPolicies show about calls. A rule allows a call, it does not prove one: it gives an edge only where it
 * names one workload on each side and a port of a Service of the called one; where it names more, it is evidence for
 * edges that are known from something else (docs/decisions/0014).
 */
export interface PolicyEdges {
  readonly edges: readonly TopologyEdge[];
  readonly supporting: readonly TopologyEdge[];
}

export function policyEdges(names: Names): PolicyEdges {
  const edges: TopologyEdge[] = [];
  const supporting: TopologyEdge[] = [];
  for (const policy of names.source.objects.all('NetworkPolicy')) {
    for (const { edge, isClear } of allowedBy(policy, names)) (isClear ? edges : supporting).push(edge);
  }
  return { edges: gatherEdges(edges), supporting: gatherEdges(supporting) };
}

interface Allowed {
  readonly edge: TopologyEdge;
  readonly isClear: boolean;
}

/** A rule that names more workloads than this says nothing about a single call. */
const PEERS_MAX = 12;

function* allowedBy(policy: NetworkPolicy, names: Names): Iterable<Allowed> {
  const { namespace } = policy.metadata;
  const subjects = picked({ podSelector: policy.spec.podSelector }, namespace, names);
  if (subjects.length === 0 || subjects.length > PEERS_MAX) return;
  for (const direction of ['ingress', 'egress'] as const) {
    for (const [index, { peers, ports }] of policy.spec[direction].entries()) {
      for (const peer of peers) {
        const others = picked(peer, namespace, names);
        if (others.length === 0 || others.length > PEERS_MAX) continue;
        const [callers, called] = direction === 'ingress' ? [others, subjects] : [subjects, others];
        const field = `spec.${direction}[${index}]`;
        const isClear = callers.length === 1 && called.length === 1 && ports.length > 0;
        yield* between({ callers, called, ports, policy, field }, isClear, names);
      }
    }
  }
}

interface Rule {
  readonly callers: readonly Workload[];
  readonly called: readonly Workload[];
  readonly ports: readonly string[];
  readonly policy: NetworkPolicy;
  readonly field: string;
}

function* between(
  { callers, called, ports, policy, field }: Rule,
  isClear: boolean,
  names: Names,
): Iterable<Allowed> {
  const { source } = names;
  for (const to of called) {
    for (const service of servicesOf(to, names)) {
      const port = ports.find((one) => serves(service, one));
      if (ports.length > 0 && port === undefined) continue;
      for (const from of callers) {
        if (from === to) continue;
        const value = `${from.metadata.name} may call ${to.metadata.name}${port === undefined ? '' : ` on ${port}`}`;
        const evidence = [evidenceOf({ object: namedObject(policy), field, value }, source)];
        const ends = { from: names.idOf(from), to: names.idOf(service) };
        yield { edge: { ...ends, kind: 'calls', evidence }, isClear };
      }
    }
  }
}

/** The workloads that a peer names. A peer for all pods, or for a whole namespace, names none in particular. */
function picked(
  { podSelector, namespaceSelector }: NetworkPeer,
  namespace: string,
  names: Names,
): readonly Workload[] {
  if (podSelector === undefined || isEmpty(podSelector)) return [];
  return names.workloads.filter(
    ({ metadata, spec }) =>
      matchesSelector(podSelector, spec.template.labels) &&
      (namespaceSelector === undefined
        ? metadata.namespace === namespace
        : matchesSelector(namespaceSelector, namespaceLabels(metadata.namespace, names))),
  );
}

function isEmpty({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** Kubernetes gives every namespace its name as a label. */
function namespaceLabels(name: string, { source }: Names): Readonly<Record<string, string>> {
  return {
    'kubernetes.io/metadata.name': name,
    ...source.objects.get('Namespace', '', name)?.metadata.labels,
  };
}

function servicesOf(workload: Workload, names: Names): Service[] {
  const all = names
    .allServices()
    .filter(
      (service) =>
        service.metadata.namespace === workload.metadata.namespace &&
        names.workloadsBehind(service).includes(workload),
    );
  // A Service for callers inside the cluster is preferred to those for callers outside.
  const inner = all.filter(({ spec }) => spec.type === 'ClusterIP');
  const namesake = (inner.length > 0 ? inner : all).find(
    ({ metadata }) => metadata.name === workload.metadata.name,
  );
  const [first] = inner.length > 0 ? inner : all;
  const one = namesake ?? first;
  return one === undefined ? [] : [one];
}

/** Policies use the ports of pods, to which a Service maps its own. */
function serves({ spec }: Service, port: string): boolean {
  return spec.ports.some(
    ({ port: own, targetPort, name }) => targetPort === port || String(own) === port || name === port,
  );
}
