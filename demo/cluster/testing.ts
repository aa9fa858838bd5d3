import { createCluster, type ClusterOptions, type DemoCluster } from './cluster';
import type { KubeObject } from './types';

/** A fixed morning, so that runs can be compared byte for byte. */
export const TEST_START_MS = Date.parse('2026-03-12T03:00:00Z');

/** A small cluster for tests: six nodes, one namespace `shop`, users by the tokens `admin-token` and `viewer-token`. */
export function createTestCluster(options: Partial<ClusterOptions> = {}): DemoCluster {
  const cluster = createCluster({
    name: 'test',
    seed: 'seed',
    startMs: TEST_START_MS,
    users: new Map([
      ['admin-token', { name: 'admin', verbs: ['*'] }],
      ['viewer-token', { name: 'viewer', verbs: ['get', 'list', 'watch'] }],
    ]),
    ...options,
  });
  for (const name of ['kube-system', 'shop']) {
    cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name }, status: { phase: 'Active' } });
  }
  for (let index = 1; index <= 6; index++) {
    cluster.apply({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: `node-${String(index)}`, labels: { 'topology.kubernetes.io/zone': 'zone-a' } },
      spec: {},
      status: { allocatable: { memory: '16Gi', cpu: '8' } },
    });
  }
  return cluster;
}

export function deploymentManifest(
  name: string,
  tag: string,
  spec: Record<string, unknown> = {},
): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name,
              image: `registry.harbor.example/${name}:${tag}`,
              ports: [{ name: 'http', containerPort: 8080 }],
            },
          ],
        },
      },
      ...spec,
    },
  };
}

export function serviceManifest(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  };
}
