import type {
  EndpointSlice,
  Event,
  HorizontalPodAutoscaler,
  Ingress,
  Namespace,
  Node,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  ResourceQuota,
  Service,
} from './kube-objects';
import type { Pod } from './kube-pods';
import type { ConfigMap, GRPCRoute, Gateway, HTTPRoute, NetworkPolicy, VirtualService } from './kube-routes';
import type { ControllerRevision, ReplicaSet } from './kube-workloads';
import {
  addTraits,
  isWorkloadKind,
  traitsOf,
  WORKLOAD_KINDS,
  type Undo,
  type Workload,
  type WorkloadMap,
  type WorkloadTraits,
} from './kinds';

/**
 * The picture that Pilothouse keeps of a cluster: Kubernetes' own shapes and field names, cut down to the fields
 * that derivations read. A receipt's field path is therefore the path that `kubectl explain` knows.
 *
 * Every time is an RFC 3339 string as the API server wrote it. Absent optional fields are `undefined`, never null;
 * lists and maps that the projection keeps are always present, possibly empty.
 */

/** Kinds of Kubernetes' own, in the order in which they are first listed. */
const OWN_KINDS = [
  'Namespace',
  'Node',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Pod',
  'Service',
  'EndpointSlice',
  'HorizontalPodAutoscaler',
  'Ingress',
  'ConfigMap',
  'NetworkPolicy',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'VirtualService',
  'PersistentVolumeClaim',
  'PodDisruptionBudget',
  'ResourceQuota',
  'ControllerRevision',
] as const;

const optionalWorkloads = WORKLOAD_KINDS.filter((kind) => traitsOf(kind).optional);
const watched: [Kind, ...Kind[]] = [...OWN_KINDS, ...optionalWorkloads, 'Event'];

/** Kinds that are watched, in the order in which they are first listed (events last: nothing waits for them). */
export const KINDS: readonly [Kind, ...Kind[]] = watched;
export type Kind = keyof KindMap;

const optional = new Set<Kind>([...optionalWorkloads, 'Gateway', 'HTTPRoute', 'GRPCRoute', 'VirtualService']);

/** Kinds that are not part of Kubernetes itself: it is no problem if a cluster does not serve them or forbids reading them. */
export const OPTIONAL_KINDS: ReadonlySet<Kind> = optional;

/** The type of an object, by its kind. */
export interface KindMap extends WorkloadMap {
  Namespace: Namespace;
  Node: Node;
  ReplicaSet: ReplicaSet;
  Pod: Pod;
  Service: Service;
  EndpointSlice: EndpointSlice;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  Ingress: Ingress;
  ConfigMap: ConfigMap;
  NetworkPolicy: NetworkPolicy;
  Gateway: Gateway;
  HTTPRoute: HTTPRoute;
  GRPCRoute: GRPCRoute;
  VirtualService: VirtualService;
  PersistentVolumeClaim: PersistentVolumeClaim;
  PodDisruptionBudget: PodDisruptionBudget;
  ResourceQuota: ResourceQuota;
  ControllerRevision: ControllerRevision;
  Event: Event;
}
export type AnyObject = KindMap[Kind];

/** Whether an object is a workload of its own, not one that another controller made. */
export function isWorkload(object: AnyObject): object is Workload {
  return isWorkloadKind(object.kind) && !object.metadata.ownerReferences.some((owner) => owner.controller);
}

/**
 * Adds one more workload kind to those that are watched wherever a cluster serves it, until it is undone. The tables of the rooms that work with workloads
 * need its row too (docs/decisions/0040). Pictures that exist already do not hold it.
 */
export function addWorkloadKind(traits: WorkloadTraits): Undo {
  const undo = addTraits(traits);
  const { kind } = traits;
  if (!isWorkloadKind(kind)) throw new TypeError(`${kind} is not in the table of workload kinds`);
  watched.splice(watched.indexOf('Event'), 0, kind);
  if (traits.optional) optional.add(kind);
  return () => {
    undo();
    const at = watched.indexOf(kind);
    if (at >= 0) watched.splice(at, 1);
    optional.delete(kind);
  };
}
