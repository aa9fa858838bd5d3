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
import { isWorkloadKind, OPTIONAL_WORKLOAD_KINDS, type Workload, type WorkloadMap } from './kinds';

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

/** Kinds that are watched, in the order in which they are first listed (events last: nothing waits for them). */
export const KINDS: readonly [Kind, ...Kind[]] = [...OWN_KINDS, ...OPTIONAL_WORKLOAD_KINDS, 'Event'];
export type Kind = keyof KindMap;

/** Kinds that Kubernetes itself does not bring: a cluster that serves none of them, or forbids them, lacks nothing. */
export const OPTIONAL_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  ...OPTIONAL_WORKLOAD_KINDS,
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'VirtualService',
]);

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
