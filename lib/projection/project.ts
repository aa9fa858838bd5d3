import type { Kind, KindMap } from '@/lib/model';
import {
  projectControllerRevision,
  projectDaemonSet,
  projectDeployment,
  projectReplicaSet,
  projectStatefulSet,
} from './apps';
import { projectArgoRollout } from './argo-rollout';
import { projectHorizontalPodAutoscaler } from './autoscaler';
import { projectCronJob, projectJob } from './batch';
import { projectNamespace, projectNode } from './cluster-scoped';
import { projectConfigMap } from './config/config-map';
import { projectEvent } from './event';
import { Fields, PLAIN_CONTEXT, type FieldContext } from './fields';
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

const PROJECTIONS: { readonly [K in Kind]: (object: Fields) => KindMap[K] } = {
  Namespace: projectNamespace,
  Node: projectNode,
  Deployment: projectDeployment,
  StatefulSet: projectStatefulSet,
  DaemonSet: projectDaemonSet,
  ReplicaSet: projectReplicaSet,
  Job: projectJob,
  CronJob: projectCronJob,
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
  Rollout: projectArgoRollout,
  Event: projectEvent,
};

/** Annotations to keep besides the built-in ones, and where equal values are shared. */
export type ProjectOptions = Partial<FieldContext>;

/**
 * The few fields of a Kubernetes object that derivations read (lib/model/kube.ts), with the API's documented defaults
 * for what is absent. Throws MalformedObject, and nothing else, for what cannot be read; keeps no reference into `raw`.
 */
export function project<K extends Kind>(kind: K, raw: unknown, options: ProjectOptions = {}): KindMap[K] {
  return PROJECTIONS[kind](Fields.of(raw, { ...PLAIN_CONTEXT, ...options }));
}
