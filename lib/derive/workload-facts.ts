import type { ClusterPicture, Event, Job, Node, Pod, ReplicaSet, Workload } from '@/lib/model';
import type { WorkloadFacts } from './facts';

/** Gathers from a picture the objects that judge one workload. Costs what the workload is large. */
export function workloadFacts<W extends Workload>(workload: W, picture: ClusterPicture): WorkloadFacts<W> {
  const { uid, namespace, name } = workload.metadata;
  const replicaSets: readonly ReplicaSet[] =
    workload.kind === 'Deployment' ? picture.controlledBy('ReplicaSet', uid) : [];
  const jobs: readonly Job[] = workload.kind === 'CronJob' ? picture.controlledBy('Job', uid) : [];
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
  return { workload, replicaSets, pods, jobs, events, nodes: nodesOf(pods, picture), hpa: hpa ?? null };
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
