import {
  isWorkloadKind,
  OPTIONAL_KINDS,
  WORKLOAD_KINDS,
  type AnyObject,
  type ClusterPicture,
  type KnownPlacement,
  type OwnerReference,
  type PodTemplate,
  type Workload,
  type WorkloadKind,
} from '@/lib/model';

/** The kind and name of a workload, as keys within a namespace: `Deployment/cart`. */
export function workloadKey(kind: string, name: string): string {
  return `${kind}/${name}`;
}

export function controllerOf(object: AnyObject): OwnerReference | undefined {
  return object.metadata.ownerReferences.find((owner) => owner.controller);
}

/**
 * Whether this object is a workload of a placement. An object that another workload made (a CronJob's Job) belongs to that one; an object
 * that an operator made for its own resource (a StatefulSet of an Elasticsearch) is a workload itself, as its owner is not watched.
 */
export function isTopWorkload(object: AnyObject): object is Workload {
  if (!isWorkloadKind(object.kind)) return false;
  const controller = controllerOf(object);
  return controller === undefined || !(isWorkloadKind(controller.kind) || controller.kind === 'ReplicaSet');
}

/** Labels that the pods of a workload carry, by its template. */
export function podLabels(workload: Workload): PodTemplate['labels'] {
  return workload.spec.template.labels;
}

/** The kinds of workloads that a placement had when it was last seen; all kinds of Kubernetes itself where that is not known. */
export function kindsOf(known: KnownPlacement | null): readonly WorkloadKind[] {
  const kinds = WORKLOAD_KINDS.filter((kind) => known?.workloads.some((text) => text.startsWith(`${kind} `)));
  return kinds.length > 0 ? kinds : WORKLOAD_KINDS.filter((kind) => !OPTIONAL_KINDS.has(kind));
}

/** Kubernetes' own chains are no longer than this: CronJob → Job → Pod, Deployment → ReplicaSet → Pod. */
const CHAIN_MAX = 4;

/**
 * The key of the workload that an object belongs to through its controllers; null when none is known. A workload that was deleted
 * before its dependents is still known by name.
 */
export function rootKeyOf(object: AnyObject, picture: ClusterPicture): string | null {
  let at: AnyObject = object;
  for (let step = 0; step < CHAIN_MAX; step += 1) {
    if (isTopWorkload(at)) return workloadKey(at.kind, at.metadata.name);
    const controller = controllerOf(at);
    if (!controller) return null;
    const owner = picture.byUid(controller.uid);
    if (!owner)
      return controller.kind === 'ReplicaSet' ? null : workloadKey(controller.kind, controller.name);
    at = owner;
  }
  return null;
}
