import {
  AppError,
  type ClusterDetail,
  type ClusterPicture,
  type Condition,
  type Node,
  type NodeDto,
  type Pod,
} from '@/lib/model';
import { clusterSummary } from '@/lib/views/cluster-summary';
import { clusterPicture } from './clusters';
import type { WorldContext } from '@/lib/views/context';
import { wholeCluster } from '@/lib/views/seen';
import { bytes, cpuMillis } from './quantity';

/**
 * `GET /api/v1/clusters/{name}`: the cluster with its nodes. What is requested on a node is counted from the pods that the scope sees.
 *
 * @throws AppError `not-found`, also for a cluster that the scope does not see as a whole.
 */
export function readCluster(context: WorldContext, name: string): ClusterDetail {
  const picture = clusterPicture(context, name);
  if (!context.scope.sees(wholeCluster(name)))
    throw new AppError('not-found', `There is no cluster "${name}".`);
  const nodes = [...picture.all('Node')].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  return {
    ...clusterSummary(context, picture),
    nodeList: nodes.map((node) => nodeDto(context, node, picture)),
  };
}

const ZONE = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];
const INSTANCE_TYPE = ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type'];

function nodeDto({ scope }: Pick<WorldContext, 'scope'>, node: Node, picture: ClusterPicture): NodeDto {
  const { metadata, spec, status } = node;
  // Pods that have ended hold no resources any more.
  const pods = picture
    .podsOn(metadata.name)
    .filter(({ status }) => !['Succeeded', 'Failed'].includes(status.phase))
    .filter((pod) => scope.sees({ cluster: picture.info.name, namespace: pod.metadata.namespace }));
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  return {
    name: metadata.name,
    ready: ready?.status === 'True',
    sentence: nodeSentence(node, ready),
    since: ready?.lastTransitionTime ?? null,
    cordoned: spec.unschedulable,
    zone: labelOf(node, ZONE),
    instanceType: labelOf(node, INSTANCE_TYPE),
    version: status.nodeInfo.kubeletVersion,
    os: status.nodeInfo.osImage,
    cpu: {
      requestedMillis: sum(pods, (pod) => requested(pod, 'cpu', cpuMillis)),
      allocatableMillis: cpuMillis(status.allocatable['cpu']),
    },
    memory: {
      requestedBytes: sum(pods, (pod) => requested(pod, 'memory', bytes)),
      allocatableBytes: bytes(status.allocatable['memory']),
    },
    pods: { count: pods.length, allocatable: bytes(status.allocatable['pods']) },
    createdAt: metadata.creationTimestamp,
  };
}

function nodeSentence(node: Node, ready: Condition | undefined): string {
  const { name } = node.metadata;
  if (!ready) return `Node ${name} has not reported its state.`;
  if (ready.status === 'True') {
    const pressure = node.status.conditions.find(
      ({ type, status }) => type.endsWith('Pressure') && status === 'True',
    );
    if (pressure) return `Node ${name} is ready and reports ${pressure.type}.`;
    return node.spec.unschedulable
      ? `Node ${name} is ready and takes no new pods.`
      : `Node ${name} is ready and takes pods.`;
  }
  const why = (ready.message ?? ready.reason ?? '').trim().replace(/\.+$/, '');
  const state = ready.status === 'Unknown' ? 'does not report' : 'is not ready';
  return why === '' ? `Node ${name} ${state}.` : `Node ${name} ${state}: ${why}.`;
}

/**
 * The resources that the scheduler counts for a pod: the sum of its containers and sidecars, or the largest init container with the sidecars that
 * started before it, whichever is more (KEP-753).
 */
export function requested(pod: Pod, resource: string, parse: (text: string | undefined) => number): number {
  let sidecars = 0;
  let initPeak = 0;
  for (const container of pod.spec.initContainers) {
    const asked = parse(container.requests[resource]);
    if (container.restartPolicy === 'Always') sidecars += asked;
    initPeak = Math.max(initPeak, container.restartPolicy === 'Always' ? sidecars : sidecars + asked);
  }
  const running = sum(pod.spec.containers, ({ requests }) => parse(requests[resource])) + sidecars;
  return Math.max(running, initPeak);
}

function sum<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}

function labelOf({ metadata }: Node, keys: readonly string[]): string | null {
  return keys.map((key) => metadata.labels[key]).find((value) => value !== undefined) ?? null;
}
