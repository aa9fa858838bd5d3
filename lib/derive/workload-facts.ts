import {
  traitsOf,
  type ClusterPicture,
  type Event,
  type Job,
  type Node,
  type PersistentVolumeClaim,
  type Pod,
  type ReplicaSet,
  type Workload,
} from '@/lib/model';
import type { WorkloadFacts } from './facts';
import { matchesSelector } from './label-selector';

/** Gathers from a picture the objects that one workload is judged by. The cost depends only on the size of the workload. */
export function workloadFacts<W extends Workload>(workload: W, picture: ClusterPicture): WorkloadFacts<W> {
  const { uid, namespace, name } = workload.metadata;
  const { podsThrough, revisions: kept } = traitsOf(workload.kind);
  const replicaSets: readonly ReplicaSet[] =
    podsThrough === 'ReplicaSet' ? picture.controlledBy('ReplicaSet', uid) : [];
  const jobs: readonly Job[] = podsThrough === 'Job' ? picture.controlledBy('Job', uid) : [];
  const owners = [workload, ...replicaSets, ...jobs];
  const pods: readonly Pod[] = owners.flatMap((owner) => picture.controlledBy('Pod', owner.metadata.uid));
  const events = new Map<string, readonly Event[]>();
  for (const { metadata } of [...owners, ...pods]) {
    const regarding = picture.eventsOf(metadata.uid);
    if (regarding.length > 0) events.set(metadata.uid, regarding);
  }
  const hpa = picture
    .inNamespace('HorizontalPodAutoscaler', namespace)
    .find(({ spec }) => spec.scaleTargetRef.kind === workload.kind && spec.scaleTargetRef.name === name);
  return {
    workload,
    replicaSets,
    revisions: kept?.keptIn === 'ControllerRevision' ? picture.controlledBy('ControllerRevision', uid) : [],
    pods,
    jobs,
    events,
    nodes: nodesOf(pods, picture),
    budgets: picture
      .inNamespace('PodDisruptionBudget', namespace)
      .filter(({ spec }) => spec.selector && matchesSelector(spec.selector, workload.spec.template.labels)),
    claims: claimsOf(pods, picture),
    hpa: hpa ?? null,
  };
}

function claimsOf(pods: readonly Pod[], picture: ClusterPicture): ReadonlyMap<string, PersistentVolumeClaim> {
  const claims = new Map<string, PersistentVolumeClaim>();
  for (const { metadata, spec } of pods) {
    for (const name of spec.nodeName === undefined ? spec.claimNames : []) {
      const claim = picture.get('PersistentVolumeClaim', metadata.namespace, name);
      if (claim !== undefined) claims.set(name, claim);
    }
  }
  return claims;
}

function nodesOf(pods: readonly Pod[], picture: ClusterPicture): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  for (const { nodeName } of pods.map(({ spec }) => spec)) {
    if (nodeName === undefined || nodes.has(nodeName)) continue;
    const node = picture.get('Node', '', nodeName);
    if (node !== undefined) nodes.set(nodeName, node);
  }
  return nodes;
}
