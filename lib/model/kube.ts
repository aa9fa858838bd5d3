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
import type {
  ArgoRollout,
  ControllerRevision,
  CronJob,
  DaemonSet,
  Deployment,
  Job,
  ReplicaSet,
  StatefulSet,
} from './kube-workloads';

/**
 * The picture that Pilothouse keeps of a cluster: Kubernetes' own shapes and field names, cut down to the fields
 * that derivations read. A receipt's field path is therefore the path that `kubectl explain` knows.
 *
 * Every time is an RFC 3339 string as the API server wrote it. Absent optional fields are `undefined`, never null;
 * lists and maps that the projection keeps are always present, possibly empty.
 */

/** Kinds that are watched, in the order in which they are first listed (events last: nothing waits for them). */
export const KINDS = [
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
  'Rollout',
  'Event',
] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds that Kubernetes itself does not bring: a cluster that serves none of them, or forbids them, lacks nothing. */
export const OPTIONAL_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'Rollout',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'VirtualService',
]);

/** The type of an object, by its kind. */
export interface KindMap {
  Namespace: Namespace;
  Node: Node;
  Deployment: Deployment;
  StatefulSet: StatefulSet;
  DaemonSet: DaemonSet;
  ReplicaSet: ReplicaSet;
  Job: Job;
  CronJob: CronJob;
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
  Rollout: ArgoRollout;
  Event: Event;
}
export type AnyObject = KindMap[Kind];

/** Kinds that a placement is made of. A Job or ReplicaSet that something else controls is not one of its own. */
export const WORKLOAD_KINDS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Rollout',
  'CronJob',
  'Job',
] as const;
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];
export type Workload = KindMap[WorkloadKind];

/** Whether an object is a workload of its own, not one that another controller made. */
export function isWorkload(object: AnyObject): object is Workload {
  return (
    (WORKLOAD_KINDS as readonly string[]).includes(object.kind) &&
    !object.metadata.ownerReferences.some((owner) => owner.controller)
  );
}
