/** One resource of the API: what discovery lists, and what the store must know to keep its objects as Kubernetes does. */
export interface ResourceDefinition {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  /** Has a status subresource: an ordinary write leaves `status` alone. */
  hasStatus: boolean;
  /** `metadata.generation` counts changes of `spec`. */
  countsGenerations: boolean;
  scalable: boolean;
}

type Trait = 'cluster' | 'status' | 'generation' | 'scale';

function define(apiVersion: string, kind: string, plural: string, ...traits: Trait[]): ResourceDefinition {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return {
    group: group ?? '',
    version: version ?? 'v1',
    kind,
    plural,
    namespaced: !traits.includes('cluster'),
    hasStatus: traits.includes('status'),
    countsGenerations: traits.includes('generation'),
    scalable: traits.includes('scale'),
  };
}

/** Every resource that the demo serves; plurals are unique here, so a plural names a resource. */
export const RESOURCES: readonly ResourceDefinition[] = [
  define('v1', 'Namespace', 'namespaces', 'cluster', 'status'),
  define('v1', 'Node', 'nodes', 'cluster', 'status'),
  define('v1', 'Pod', 'pods', 'status', 'generation'),
  define('v1', 'Service', 'services', 'status'),
  define('v1', 'ConfigMap', 'configmaps'),
  define('v1', 'Secret', 'secrets'),
  define('v1', 'ServiceAccount', 'serviceaccounts'),
  define('v1', 'Event', 'events'),
  define('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', 'status'),
  define('v1', 'ResourceQuota', 'resourcequotas', 'status'),
  define('apps/v1', 'Deployment', 'deployments', 'status', 'generation', 'scale'),
  define('apps/v1', 'ReplicaSet', 'replicasets', 'status', 'generation', 'scale'),
  define('apps/v1', 'StatefulSet', 'statefulsets', 'status', 'generation', 'scale'),
  define('apps/v1', 'DaemonSet', 'daemonsets', 'status', 'generation'),
  define('apps/v1', 'ControllerRevision', 'controllerrevisions'),
  define('batch/v1', 'Job', 'jobs', 'status', 'generation'),
  define('batch/v1', 'CronJob', 'cronjobs', 'status', 'generation'),
  define('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'status'),
  define('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', 'status', 'generation'),
  define('networking.k8s.io/v1', 'Ingress', 'ingresses', 'status', 'generation'),
  define('networking.k8s.io/v1', 'IngressClass', 'ingressclasses', 'cluster', 'generation'),
  define('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', 'generation'),
  define('coordination.k8s.io/v1', 'Lease', 'leases'),
];

const byPlural = new Map(RESOURCES.map((resource) => [resource.plural, resource]));
const byKind = new Map(RESOURCES.map((resource) => [resource.kind, resource]));

/** The definition of a plural that the code names. Throws for an unknown one, which is a programming error. */
export function resource(plural: string): ResourceDefinition {
  const found = byPlural.get(plural);
  if (!found) throw new Error(`The demo cluster serves no resource "${plural}".`);
  return found;
}

export function resourceOfKind(kind: string): ResourceDefinition {
  const found = byKind.get(kind);
  if (!found) throw new Error(`The demo cluster serves no kind "${kind}".`);
  return found;
}

export function apiVersionOf(definition: ResourceDefinition): string {
  return definition.group ? `${definition.group}/${definition.version}` : definition.version;
}

/** `deployments.apps`, as error messages name a resource. */
export function qualified(definition: ResourceDefinition): string {
  return definition.group ? `${definition.plural}.${definition.group}` : definition.plural;
}
