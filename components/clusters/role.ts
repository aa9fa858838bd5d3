import { isWorkloadKind, traitsOf, type Kind, type WorkloadKind } from '@/lib/model';

interface Resource {
  readonly group: string;
  readonly resource: string;
}

const OTHER_KINDS: Record<Exclude<Kind, WorkloadKind>, Resource> = {
  Namespace: { group: '', resource: 'namespaces' },
  Node: { group: '', resource: 'nodes' },
  Pod: { group: '', resource: 'pods' },
  Service: { group: '', resource: 'services' },
  Event: { group: '', resource: 'events' },
  ReplicaSet: { group: 'apps', resource: 'replicasets' },
  ControllerRevision: { group: 'apps', resource: 'controllerrevisions' },
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

function roleResource(kind: Kind): Resource {
  if (!isWorkloadKind(kind)) return OTHER_KINDS[kind];
  const { group, plural } = traitsOf(kind).api;
  return { group, resource: plural };
}

/** The resource of a kind, as Roles name it. */
export function resourceOf(kind: Kind): string {
  return roleResource(kind).resource;
}

/** The ClusterRole that gives the right to watch these kinds, as YAML to apply and bind. */
export function roleFor(kinds: readonly Kind[]): string {
  const groups = [...new Set(kinds.map((kind) => roleResource(kind).group))];
  const rules = groups.flatMap((group) => {
    const resources = kinds.filter((kind) => roleResource(kind).group === group).map(resourceOf);
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
