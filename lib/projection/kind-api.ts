import { isWorkloadKind, traitsOf, type Kind, type WorkloadKind } from '@/lib/model';

/** Where the API server serves a kind: `group` is empty for the core group. */
export interface KindApi {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

function api(path: string, plural: string, namespaced = true): KindApi {
  const [first = '', second] = path.split('/');
  return second === undefined
    ? { group: '', version: first, plural, namespaced }
    : { group: first, version: second, plural, namespaced };
}

/** The kinds that are not workloads, as served since Kubernetes 1.23. */
const OTHER_KINDS: Readonly<Record<Exclude<Kind, WorkloadKind>, KindApi>> = {
  Namespace: api('v1', 'namespaces', false),
  Node: api('v1', 'nodes', false),
  ReplicaSet: api('apps/v1', 'replicasets'),
  Pod: api('v1', 'pods'),
  Service: api('v1', 'services'),
  EndpointSlice: api('discovery.k8s.io/v1', 'endpointslices'),
  HorizontalPodAutoscaler: api('autoscaling/v2', 'horizontalpodautoscalers'),
  Ingress: api('networking.k8s.io/v1', 'ingresses'),
  ConfigMap: api('v1', 'configmaps'),
  NetworkPolicy: api('networking.k8s.io/v1', 'networkpolicies'),
  Gateway: api('gateway.networking.k8s.io/v1', 'gateways'),
  HTTPRoute: api('gateway.networking.k8s.io/v1', 'httproutes'),
  GRPCRoute: api('gateway.networking.k8s.io/v1', 'grpcroutes'),
  VirtualService: api('networking.istio.io/v1', 'virtualservices'),
  PersistentVolumeClaim: api('v1', 'persistentvolumeclaims'),
  PodDisruptionBudget: api('policy/v1', 'poddisruptionbudgets'),
  ResourceQuota: api('v1', 'resourcequotas'),
  ControllerRevision: api('apps/v1', 'controllerrevisions'),
  Event: api('v1', 'events'),
};

/** Group, version and resource of a kind. */
export function kindApi(kind: Kind): KindApi {
  return isWorkloadKind(kind) ? { ...traitsOf(kind).api, namespaced: true } : OTHER_KINDS[kind];
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(kind: Kind): string {
  const { group, version } = kindApi(kind);
  return group === '' ? version : `${group}/${version}`;
}

/** The path of a kind's collection across all namespaces: `/apis/apps/v1/deployments`. */
export function collectionPath(kind: Kind): string {
  const { group, version, plural } = kindApi(kind);
  return group === '' ? `/api/${version}/${plural}` : `/apis/${group}/${version}/${plural}`;
}
