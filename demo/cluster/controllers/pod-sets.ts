import { clone } from '../json';
import type { KubeObject, Pod, PodTemplate, Selector } from '../types';
import type { World } from '../world';
import { objectKey, startController, type Controller } from './controller';
import { templateHash } from './deployment-math';
import {
  activePods,
  controllerOf,
  isFinished,
  isReady,
  isTerminating,
  ownerReference,
  terminatePod,
} from './pods';

const REVISION_LABEL = 'controller-revision-hash';

interface PodSet extends KubeObject {
  spec: {
    replicas?: number;
    selector: Selector;
    serviceName?: string;
    template: PodTemplate;
    volumeClaimTemplates?: { metadata: { name: string } }[];
  };
}

/** All existing pods of an owner, also terminating ones, whose names are still in use. */
function allPods(world: World, owner: KubeObject): Pod[] {
  return world.store
    .list<Pod>('pods', owner.metadata.namespace)
    .filter((pod) => controllerOf(pod)?.uid === owner.metadata.uid);
}

const revisionOf = (pod: Pod) => pod.metadata.labels?.[REVISION_LABEL];

function makePod(
  world: World,
  owner: PodSet,
  pod: { name: string; revision: string; nodeName?: string; labels?: Record<string, string> },
): void {
  const template = clone(owner.spec.template);
  world.store.create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...template.metadata,
      name: pod.name,
      namespace: owner.metadata.namespace,
      labels: { ...template.metadata?.labels, [REVISION_LABEL]: pod.revision, ...pod.labels },
      ownerReferences: [ownerReference(owner)],
    },
    spec: {
      ...template.spec,
      ...claimsOf(owner, pod.name),
      ...(pod.nodeName ? { nodeName: pod.nodeName } : {}),
    },
    status: { phase: 'Pending' },
  });
  const component = `${owner.kind.toLowerCase()}-controller`;
  const message =
    owner.kind === 'StatefulSet'
      ? `create Pod ${pod.name} in StatefulSet ${owner.metadata.name} successful`
      : `Created pod: ${pod.name}`;
  world.events.record(owner, { reason: 'SuccessfulCreate', message, component });
}

/** A pod of a StatefulSet mounts its own claim for each claim template: `data-orders-db-0`. */
function claimsOf(owner: PodSet, podName: string): { volumes?: object[] } {
  const templates = owner.spec.volumeClaimTemplates ?? [];
  if (templates.length === 0) return {};
  const volumes = templates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: `${name}-${podName}` },
  }));
  return { volumes: [...volumes, ...((owner.spec.template.spec.volumes as object[] | undefined) ?? [])] };
}

/** A simple version of StatefulSets (created in order from zero, updated in reverse order) and of DaemonSets (one pod on each node). */
export function startPodSets(world: World): { statefulsets: Controller; daemonsets: Controller } {
  const start = (plural: string, kind: string, bring: (set: PodSet) => void) =>
    startController(world, {
      delayMs: 35,
      *touches(changed, { object }) {
        if (changed === plural) yield objectKey(object.metadata.namespace, object.metadata.name);
        const owner = changed === 'pods' ? controllerOf(object) : undefined;
        if (owner?.kind === kind) yield objectKey(object.metadata.namespace, owner.name);
      },
      reconcile(namespace, name) {
        const set = world.store.get<PodSet>(plural, namespace, name);
        if (set && !isTerminating(set)) bring(set);
      },
    });
  return {
    statefulsets: start('statefulsets', 'StatefulSet', (set) => bringStatefulSet(world, set)),
    daemonsets: start('daemonsets', 'DaemonSet', (set) => bringDaemonSet(world, set)),
  };
}

function bringStatefulSet(world: World, set: PodSet): void {
  const { name } = set.metadata;
  const revision = `${name}-${templateHash(set.spec.template)}`;
  const wanted = set.spec.replicas ?? 1;
  const pods = allPods(world, set);
  const ordinal = (pod: Pod) => Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? 0);
  const settled = pods.every((pod) => isReady(pod) && !isTerminating(pod));
  const surplus = pods.filter((pod) => ordinal(pod) >= wanted).sort((a, b) => ordinal(b) - ordinal(a))[0];
  const missing = Array.from({ length: wanted }, (_, index) => index).find(
    (index) => !pods.some((pod) => ordinal(pod) === index),
  );
  // A broken pod of an old revision may be replaced; otherwise one step at a time, and only from a settled state.
  const old = pods
    .filter((pod) => revisionOf(pod) !== revision && !isTerminating(pod))
    .sort((a, b) => ordinal(b) - ordinal(a))[0];
  if (settled && missing !== undefined) {
    const podName = `${name}-${String(missing)}`;
    makePod(world, set, {
      name: podName,
      revision,
      labels: {
        'apps.kubernetes.io/pod-index': String(missing),
        'statefulset.kubernetes.io/pod-name': podName,
      },
    });
  } else if (surplus && !isTerminating(surplus)) terminatePod(world, surplus);
  else if (old && (settled || !isReady(old))) terminatePod(world, old);
  const active = activePods(world, set);
  const current = active.filter((pod) => revisionOf(pod) === revision);
  const ready = active.filter(isReady).length;
  const through = current.length === active.length && active.length === wanted && ready === wanted;
  world.store.update('statefulsets', set, (draft) => {
    const before = draft.status as { currentRevision?: string } | undefined;
    draft.status = {
      observedGeneration: set.metadata.generation,
      replicas: active.length,
      readyReplicas: ready,
      availableReplicas: ready,
      currentReplicas: through ? wanted : active.length - current.length || current.length,
      updatedReplicas: current.length,
      currentRevision: through ? revision : (before?.currentRevision ?? revision),
      updateRevision: revision,
      collisionCount: 0,
    };
  });
}

function bringDaemonSet(world: World, set: PodSet): void {
  const revision = templateHash(set.spec.template);
  const nodes = world.store.list('nodes');
  const pods = allPods(world, set).filter((pod) => !isFinished(pod));
  for (const node of nodes) {
    if (pods.some((pod) => pod.spec.nodeName === node.metadata.name)) continue;
    makePod(world, set, {
      name: `${set.metadata.name}-${world.random.suffix()}`,
      revision,
      nodeName: node.metadata.name,
    });
  }
  const old = pods.find((pod) => revisionOf(pod) !== revision && !isTerminating(pod));
  if (old && pods.every((pod) => isReady(pod) && !isTerminating(pod))) terminatePod(world, old);
  const active = activePods(world, set);
  const ready = active.filter(isReady).length;
  world.store.update('daemonsets', set, (draft) => {
    draft.status = {
      observedGeneration: set.metadata.generation,
      desiredNumberScheduled: nodes.length,
      currentNumberScheduled: active.length,
      updatedNumberScheduled: active.filter((pod) => revisionOf(pod) === revision).length,
      numberReady: ready,
      numberAvailable: ready,
      ...(nodes.length > ready ? { numberUnavailable: nodes.length - ready } : {}),
      numberMisscheduled: 0,
    };
  });
}
