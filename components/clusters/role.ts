import type { Kind } from '@/lib/model';

const RESOURCES: Record<Kind, { readonly group: string; readonly resource: string }> = {
  Namespace: { group: '', resource: 'namespaces' },
  Node: { group: '', resource: 'nodes' },
  Pod: { group: '', resource: 'pods' },
  Service: { group: '', resource: 'services' },
  Event: { group: '', resource: 'events' },
  Deployment: { group: 'apps', resource: 'deployments' },
  StatefulSet: { group: 'apps', resource: 'statefulsets' },
  DaemonSet: { group: 'apps', resource: 'daemonsets' },
  ReplicaSet: { group: 'apps', resource: 'replicasets' },
  ControllerRevision: { group: 'apps', resource: 'controllerrevisions' },
  Rollout: { group: 'argoproj.io', resource: 'rollouts' },
  Job: { group: 'batch', resource: 'jobs' },
  CronJob: { group: 'batch', resource: 'cronjobs' },
  EndpointSlice: { group: 'discovery.k8s.io', resource: 'endpointslices' },
  HorizontalPodAutoscaler: { group: 'autoscaling', resource: 'horizontalpodautoscalers' },
  PersistentVolumeClaim: { group: '', resource: 'persistentvolumeclaims' },
  PodDisruptionBudget: { group: 'policy', resource: 'poddisruptionbudgets' },
  ResourceQuota: { group: '', resource: 'resourcequotas' },
  Ingress: { group: 'networking.k8s.io', resource: 'ingresses' },
  NetworkPolicy: { group: 'networking.k8s.io', resource: 'networkpolicies' },
  ConfigMap: { group: '', resource: 'configmaps' },
  Gateway: { group: 'gateway.networking.k8s.io', resource: 'gateways' },
  HTTPRoute: { group: 'gateway.networking.k8s.io', resource: 'httproutes' },
  GRPCRoute: { group: 'gateway.networking.k8s.io', resource: 'grpcroutes' },
  VirtualService: { group: 'networking.istio.io', resource: 'virtualservices' },
};

/** The resource of a kind, as Roles name it. */
export function resourceOf(kind: Kind): string {
  return RESOURCES[kind].resource;
}

/** The ClusterRole that gives the right to watch these kinds, as YAML to apply and bind. */
export function roleFor(kinds: readonly Kind[]): string {
  const groups = [...new Set(kinds.map((kind) => RESOURCES[kind].group))];
  const rules = groups.flatMap((group) => {
    const resources = kinds.filter((kind) => RESOURCES[kind].group === group).map(resourceOf);
    return [
      `  - apiGroups: ["${group}"]`,
      `    resources: [${resources.map((resource) => `"${resource}"`).join(', ')}]`,
      '    verbs: ["get", "list", "watch"]',
    ];
  });
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRole',
    'metadata:',
    '  name: pilothouse-read',
    'rules:',
    ...rules,
    '',
  ].join('\n');
}
