import type { KubeObject } from '@/demo/cluster/types';
import { NAMESPACES, nameOf, namespaceOf, NODES, nodeOf, podNameOf, PODS_EACH, TEMPLATE_HASH } from './names';
import { condition, CREATED, deploymentStatus, endpoints, podStatus, replicaSetStatus } from './statuses';

export const SERVICES = 1000;

/** A Kubernetes object with the plural of its resource. */
export interface PluralObject {
  readonly plural: string;
  readonly object: KubeObject;
}

/** What a cluster of 1,000 services with 10 pods each holds; everything is ready. */
export function manyPods(): PluralObject[] {
  const namespaces = Array.from({ length: NAMESPACES }, (_, index) => ({
    plural: 'namespaces',
    object: objectOf('v1', 'Namespace', { name: `ns-${index}` }, { status: { phase: 'Active' } }),
  }));
  const nodes = Array.from({ length: NODES }, (_, index) => ({ plural: 'nodes', object: node(index) }));
  return [...namespaces, ...nodes, ...Array.from({ length: SERVICES }, (_, index) => service(index)).flat()];
}

function objectOf(
  apiVersion: string,
  kind: string,
  metadata: KubeObject['metadata'],
  fields: Record<string, unknown>,
): KubeObject {
  const uid = [kind, metadata.namespace, metadata.name].filter(Boolean).join(':').toLowerCase();
  return { apiVersion, kind, metadata: { uid, creationTimestamp: CREATED, ...metadata }, ...fields };
}

function node(index: number): KubeObject {
  const quantities = { cpu: '64', memory: '256Gi', pods: '250' };
  return objectOf(
    'v1',
    'Node',
    { name: `node-${index}` },
    {
      spec: {},
      status: {
        capacity: quantities,
        allocatable: quantities,
        conditions: [condition('Ready', true, CREATED)],
      },
    },
  );
}

/** A Deployment with its ReplicaSet and pods, its Kubernetes Service and its EndpointSlice. */
function service(index: number): PluralObject[] {
  const name = nameOf(index);
  const namespace = namespaceOf(index);
  const labels = { app: name };
  const hashed = { ...labels, 'pod-template-hash': TEMPLATE_HASH };
  const spec = { containers: [container(name)] };
  const revision = { 'deployment.kubernetes.io/revision': '1' };
  const deployment = objectOf(
    'apps/v1',
    'Deployment',
    { name, namespace, labels, annotations: revision },
    {
      spec: {
        replicas: PODS_EACH,
        selector: { matchLabels: labels },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        progressDeadlineSeconds: 600,
        template: { metadata: { labels }, spec },
      },
      status: deploymentStatus(PODS_EACH),
    },
  );
  const replicaSet = objectOf(
    'apps/v1',
    'ReplicaSet',
    {
      name: `${name}-${TEMPLATE_HASH}`,
      namespace,
      labels: hashed,
      annotations: revision,
      ownerReferences: ownedBy(deployment),
    },
    {
      spec: {
        replicas: PODS_EACH,
        selector: { matchLabels: hashed },
        template: { metadata: { labels: hashed }, spec },
      },
      status: replicaSetStatus(PODS_EACH),
    },
  );
  const front = objectOf(
    'v1',
    'Service',
    { name, namespace, labels },
    { spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }] } },
  );
  const slice = objectOf(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    {
      name: `${name}-x1`,
      namespace,
      labels: { ...labels, 'kubernetes.io/service-name': name },
      ownerReferences: ownedBy(front),
    },
    {
      addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: endpoints(index, null),
    },
  );
  const pods = Array.from({ length: PODS_EACH }, (_, at) => ({
    plural: 'pods',
    object: objectOf(
      'v1',
      'Pod',
      { name: podNameOf(index, at), namespace, labels: hashed, ownerReferences: ownedBy(replicaSet) },
      {
        spec: { ...spec, nodeName: nodeOf(index, at), restartPolicy: 'Always' },
        status: podStatus({ service: index, pod: at, ready: true, since: CREATED }),
      },
    ),
  }));
  return [
    { plural: 'deployments', object: deployment },
    { plural: 'replicasets', object: replicaSet },
    { plural: 'services', object: front },
    { plural: 'endpointslices', object: slice },
    ...pods,
  ];
}

function container(name: string): object {
  return {
    name: 'web',
    image: `registry.example/shop/${name}:1.0.0`,
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    env: Array.from({ length: 10 }, (_, index) => ({ name: `SETTING_${index}`, value: `value-${index}` })),
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    readinessProbe: { httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' }, periodSeconds: 10 },
  };
}

function ownedBy({ apiVersion, kind, metadata: { name, uid = '' } }: KubeObject) {
  return [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }];
}
