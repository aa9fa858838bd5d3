import type {
  AnyObject,
  Event,
  Kind,
  ObjectChange,
  PersistentVolumeClaim,
  PodDisruptionBudget,
} from '@/lib/model';
import type { ClusterIndex } from './cluster-index';
import type { NamespaceIndex } from './namespace-index';
import { rootKeyOf, workloadKey } from './workloads';
import type { Touched } from './touched';

const SERVICE_LABEL = 'kubernetes.io/service-name';

/** Kinds that the map is drawn from and that belong to no placement, or to several. */
const DRAWN_FROM: ReadonlySet<Kind> = new Set<Kind>([
  ...(['Service', 'ConfigMap', 'Ingress', 'NetworkPolicy', 'Gateway'] as const),
  ...(['HTTPRoute', 'GRPCRoute', 'VirtualService'] as const),
]);

/** Adds the placements that an object's change touches, and updates the Kubernetes Services of the index. */
export function touchObject(cluster: ClusterIndex, change: ObjectChange, touched: Touched): void {
  if (DRAWN_FROM.has(change.kind)) touched.topology = true;
  if (change.kind === 'Node' || change.kind === 'Pod') touched.counts.add(cluster.name);
  if (change.kind === 'Namespace') {
    touchNamespace(cluster, change, touched);
    return;
  }
  if (change.kind === 'Node') touchNode(cluster, change, touched);
  if (change.kind === 'Service') keepService(cluster, change, touched);
  if ((change.before === undefined) !== (change.after === undefined)) touched.counts.add(cluster.name);
  for (const object of [change.before, change.after]) {
    if (!object) continue;
    const into = object.kind === 'Event' ? touched.byEvents : touched.placements;
    for (const id of placementsOf(cluster, object)) into.add(id);
  }
}

function placementsOf(cluster: ClusterIndex, object: AnyObject): readonly string[] {
  const namespace = cluster.knows(object.metadata.namespace);
  if (!namespace) return [];
  switch (object.kind) {
    case 'Service':
      return behindService(namespace, object.metadata.name);
    case 'EndpointSlice':
      return behindService(namespace, object.metadata.labels[SERVICE_LABEL] ?? '');
    case 'Ingress':
      return object.spec.rules
        .flatMap(({ paths }) => paths.map(({ service }) => service ?? ''))
        .concat(object.spec.defaultBackend ?? '')
        .flatMap((service) => behindService(namespace, service));
    case 'HorizontalPodAutoscaler': {
      const { kind, name } = object.spec.scaleTargetRef;
      return placementAt(namespace, workloadKey(kind, name));
    }
    case 'Event':
      return regarded(cluster, object);
    case 'PodDisruptionBudget':
      return guarded(namespace, object);
    case 'PersistentVolumeClaim':
      return mounting(cluster, object);
    case 'Namespace':
    case 'Node':
    case 'ResourceQuota':
      return [];
    default:
      return placementAt(namespace, rootKeyOf(object, cluster.picture));
  }
}

function placementAt(namespace: NamespaceIndex, key: string | null): readonly string[] {
  const entry = key === null ? undefined : namespace.workloads.get(key);
  return entry ? [entry.placement] : [];
}

/** Placements whose pods a Kubernetes Service selects or should select, or whose StatefulSet it governs. */
function behindService(namespace: NamespaceIndex, service: string): readonly string[] {
  return [
    ...namespace.selectedBy(service),
    ...namespace.governedBy(service),
    ...namespace.claimedBy(service),
  ].map(({ placement }) => placement);
}

/** Placements that a budget may cover. Its matchExpressions are ignored, so the list may be too long but never too short. */
function guarded(namespace: NamespaceIndex, { spec }: PodDisruptionBudget): readonly string[] {
  if (spec.selector === undefined) return [];
  const { matchLabels } = spec.selector;
  const workloads =
    Object.keys(matchLabels).length > 0 ? namespace.selected(matchLabels) : [...namespace.workloads.values()];
  return workloads.map(({ placement }) => placement);
}

/** Placements with a pod that mounts the claim. */
function mounting(cluster: ClusterIndex, { metadata }: PersistentVolumeClaim): readonly string[] {
  return cluster.picture
    .inNamespace('Pod', metadata.namespace)
    .filter(({ spec }) => spec.claimNames.includes(metadata.name))
    .flatMap((pod) => placementsOf(cluster, pod));
}

/** Placements of the object that an event regards; none where the object was deleted, as nothing shows the event then. */
export function regarded(cluster: ClusterIndex, event: Event): readonly string[] {
  const { uid, namespace, kind, name } = event.regarding;
  const within = cluster.knows(namespace);
  if (!within) return [];
  const object = uid === undefined ? undefined : cluster.picture.byUid(uid);
  if (!object) return placementAt(within, workloadKey(kind, name));
  return object.kind === 'Event' ? [] : placementsOf(cluster, object);
}

/** Pods are judged by whether their node answers and is schedulable; other changes of a node do not touch them. */
function touchNode(cluster: ClusterIndex, { before, after }: ObjectChange, touched: Touched): void {
  const name = (after ?? before)?.metadata.name ?? '';
  if (nodeWord(before) === nodeWord(after)) return;
  for (const pod of cluster.picture.podsOn(name)) {
    for (const id of placementsOf(cluster, pod)) touched.placements.add(id);
  }
}

/** What pods are judged by, as a text to compare; empty for an unknown node as for one that is ready and schedulable. */
function nodeWord(node: AnyObject | undefined): string {
  if (node?.kind !== 'Node') return '';
  const ready = node.status.conditions.find(({ type }) => type === 'Ready');
  const silence = ready?.status === 'True' ? '' : `${ready?.status ?? ''} ${ready?.lastTransitionTime ?? ''}`;
  return `${silence}${node.spec.unschedulable ? ' cordoned' : ''}`;
}

function touchNamespace(cluster: ClusterIndex, { before, after }: ObjectChange, touched: Touched): void {
  touched.counts.add(cluster.name);
  if (
    before?.kind === 'Namespace' &&
    after?.kind === 'Namespace' &&
    before.status.phase === after.status.phase
  )
    return;
  const name = (after ?? before)?.metadata.name ?? '';
  for (const { placement } of cluster.knows(name)?.workloads.values() ?? [])
    touched.placements.add(placement);
}

function keepService(cluster: ClusterIndex, { before, after }: ObjectChange, touched: Touched): void {
  const name = (after ?? before)?.metadata;
  if (!name) return;
  const namespace = cluster.namespace(name.namespace);
  const touch = (): void => {
    for (const id of behindService(namespace, name.name)) touched.placements.add(id);
  };
  touch();
  if (after?.kind === 'Service') namespace.putService(after);
  else namespace.takeService(name.name);
  touch();
}
