import { isWorkloadKind, type Kind, type KindMap, type WorkloadKind } from '@/lib/model';
import { projectControllerRevision, projectReplicaSet } from './apps';
import { projectHorizontalPodAutoscaler } from './autoscaler';
import { projectNamespace, projectNode } from './cluster-scoped';
import { projectConfigMap } from './config/config-map';
import { projectEvent } from './event';
import { Fields, PLAIN_CONTEXT, type FieldContext } from './fields';
import { workloadProjections } from './kinds';
import { projectPersistentVolumeClaim, projectPodDisruptionBudget, projectResourceQuota } from './limits';
import { projectEndpointSlice, projectIngress, projectService } from './network';
import { projectPod } from './pod';
import {
  projectGateway,
  projectGrpcRoute,
  projectHttpRoute,
  projectNetworkPolicy,
  projectVirtualService,
} from './routes';

type OtherKind = Exclude<Kind, WorkloadKind>;

const PROJECTIONS: { readonly [K in OtherKind]: (object: Fields) => KindMap[K] } = {
  Namespace: projectNamespace,
  Node: projectNode,
  ReplicaSet: projectReplicaSet,
  Pod: projectPod,
  Service: projectService,
  EndpointSlice: projectEndpointSlice,
  HorizontalPodAutoscaler: projectHorizontalPodAutoscaler,
  Ingress: projectIngress,
  ConfigMap: projectConfigMap,
  NetworkPolicy: projectNetworkPolicy,
  Gateway: projectGateway,
  HTTPRoute: projectHttpRoute,
  GRPCRoute: projectGrpcRoute,
  VirtualService: projectVirtualService,
  PersistentVolumeClaim: projectPersistentVolumeClaim,
  PodDisruptionBudget: projectPodDisruptionBudget,
  ResourceQuota: projectResourceQuota,
  ControllerRevision: projectControllerRevision,
  Event: projectEvent,
};

/** Annotations to keep besides the built-in ones, and where equal values are shared. */
export type ProjectOptions = Partial<FieldContext>;

/**
 * The few fields of a Kubernetes object that derivations read (lib/model/kube.ts), with the API's documented defaults
 * for what is absent. Throws MalformedObject, and nothing else, for what cannot be read; keeps no reference into `raw`.
 */
export function project<K extends Kind>(kind: K, raw: unknown, options: ProjectOptions = {}): KindMap[K] {
  const object = Fields.of(raw, { ...PLAIN_CONTEXT, ...options });
  // Each entry creates objects of its kind. The compiler checks that in the tables, but not for a key that it does not know.
  return projectionOf(kind)(object) as KindMap[K];
}

function projectionOf(kind: Kind): (object: Fields) => unknown {
  return isWorkloadKind(kind) ? workloadProjections.of(kind) : PROJECTIONS[kind];
}
