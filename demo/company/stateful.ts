import type { KubeObject } from '../cluster/types';
import { clusterIp, labelsOf, selectorOf } from './manifests';
import type { ClusterName } from './services';

interface Database {
  name: string;
  namespace: string;
  owner: string;
  system: string;
  image: string;
  version: string;
  port: number;
  memory: string;
  replicas: Record<ClusterName, number>;
}

const DATABASES: Database[] = [
  {
    name: 'orders-db',
    namespace: 'fulfilment',
    owner: 'logistics',
    system: 'fulfilment',
    image: 'registry.harbor.example/postgresql:16.8',
    version: '16.8',
    port: 5432,
    memory: '2Gi',
    replicas: { 'staging-eu': 1, 'production-eu': 3 },
  },
  {
    name: 'sessions-redis',
    namespace: 'platform',
    owner: 'platform',
    system: 'foundation',
    image: 'registry.harbor.example/redis:7.4.2',
    version: '7.4.2',
    port: 6379,
    memory: '512Mi',
    replicas: { 'staging-eu': 1, 'production-eu': 3 },
  },
];

function databaseObjects(database: Database, cluster: ClusterName): KubeObject[] {
  const { name, namespace, image, port, memory } = database;
  const metadata = { name, namespace, labels: labelsOf(database, database.version) };
  const replicas = database.replicas[cluster];
  const claims = Array.from({ length: replicas }, (_, index): KubeObject => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: `data-${name}-${String(index)}`, namespace, labels: selectorOf(name) },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '50Gi' } },
      storageClassName: 'fast',
      volumeName: `pv-${name}-${String(index)}`,
    },
    status: { phase: 'Bound', capacity: { storage: '50Gi' } },
  }));
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, labels: labelsOf(database) },
      spec: {
        clusterIP: clusterIp(name),
        selector: selectorOf(name),
        ports: [{ name: 'tcp', port, targetPort: 'tcp' }],
      },
    },
    ...claims,
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata,
      spec: {
        replicas,
        serviceName: name,
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate' },
        selector: { matchLabels: selectorOf(name) },
        template: {
          metadata: { labels: labelsOf(database, database.version) },
          spec: {
            containers: [
              {
                name: image.includes('redis') ? 'redis' : 'postgresql',
                image,
                ports: [{ name: 'tcp', containerPort: port }],
                resources: { requests: { cpu: '250m', memory }, limits: { memory } },
                readinessProbe: { tcpSocket: { port: 'tcp' } },
                volumeMounts: [{ name: 'data', mountPath: '/data' }],
              },
            ],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '50Gi' } } },
          },
        ],
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { ...metadata, labels: labelsOf(database) },
      spec: { maxUnavailable: 1, selector: { matchLabels: selectorOf(name) } },
    },
  ];
}

function logAgent(): KubeObject {
  const service = { name: 'log-agent', system: 'foundation', owner: 'platform' };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'log-agent', namespace: 'platform', labels: labelsOf(service, '3.2.1') },
    spec: {
      selector: { matchLabels: selectorOf('log-agent') },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      template: {
        metadata: { labels: labelsOf(service, '3.2.1') },
        spec: {
          containers: [
            {
              name: 'log-agent',
              image: 'registry.harbor.example/log-agent:3.2.1',
              resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
            },
          ],
        },
      },
    },
  };
}

/** Workloads that are not Deployments. */
export function statefulObjects(cluster: ClusterName): KubeObject[] {
  return [...DATABASES.flatMap((database) => databaseObjects(database, cluster)), logAgent()];
}
