import type { Kind } from '@/lib/model';

const GROUPS: Record<Kind, { readonly group: string; readonly resource: string }> = {
  Namespace: { group: '', resource: 'namespaces' },
  Node: { group: '', resource: 'nodes' },
  Pod: { group: '', resource: 'pods' },
  Service: { group: '', resource: 'services' },
  Event: { group: '', resource: 'events' },
  Deployment: { group: 'apps', resource: 'deployments' },
  StatefulSet: { group: 'apps', resource: 'statefulsets' },
  DaemonSet: { group: 'apps', resource: 'daemonsets' },
  ReplicaSet: { group: 'apps', resource: 'replicasets' },
  Job: { group: 'batch', resource: 'jobs' },
  CronJob: { group: 'batch', resource: 'cronjobs' },
  EndpointSlice: { group: 'discovery.k8s.io', resource: 'endpointslices' },
  HorizontalPodAutoscaler: { group: 'autoscaling', resource: 'horizontalpodautoscalers' },
  Ingress: { group: 'networking.k8s.io', resource: 'ingresses' },
};

/** The ClusterRole that gives the right to watch a kind, as YAML to apply and bind. */
export function roleFor(kind: Kind): string {
  const { group, resource } = GROUPS[kind];
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRole',
    'metadata:',
    `  name: pilothouse-read-${resource}`,
    'rules:',
    `  - apiGroups: ["${group}"]`,
    `    resources: ["${resource}"]`,
    '    verbs: ["get", "list", "watch"]',
    '',
  ].join('\n');
}
