import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ControlPlane } from '../cluster/control-plane';
import type { RawApi } from '../cluster/raw-api';

const GROUP_VERSION = 'metrics.k8s.io/v1beta1';
const SERVICE = { name: 'resource-metrics', namespace: 'kube-system' } as const;
const PODS = /^\/apis\/metrics\.k8s\.io\/v1beta1\/namespaces\/([^/]+)\/pods$/;

/** The resource metrics API of a cluster whose pods use no processor of their own. */
export interface MetricsApi {
  /** From now on each pod of the namespace uses so many thousandths of a CPU; until this is called, each pod uses 10. */
  setLoad(namespace: string, millis: number): void;
  stop(): Promise<void>;
}

/**
 * Serves `metrics.k8s.io` through the API server's own aggregation, so that the autoscaler's real controller reads a load and
 * writes its status. The figures are set by the test, not measured; everything else is as metrics-server answers.
 */
export async function startMetricsApi(cluster: ControlPlane, api: RawApi): Promise<MetricsApi> {
  const loads = new Map<string, number>();
  const [cert, key] = await Promise.all(
    ['apiserver.crt', 'apiserver.key'].map((file) => readFile(join(cluster.folder, 'certificates', file))),
  );
  const answer = async (url: URL): Promise<unknown> => {
    if (url.pathname === `/apis/${GROUP_VERSION}`) return RESOURCES;
    const namespace = PODS.exec(url.pathname)?.[1];
    if (namespace === undefined) return null;
    const selector = encodeURIComponent(url.searchParams.get('labelSelector') ?? '');
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`;
    const { items } = await api.get<{ items: PodSeen[] }>(path);
    return listOf(items, loads.get(namespace) ?? 10);
  };
  const server = createServer({ cert, key }, (request, response) => {
    void answer(new URL(request.url ?? '/', 'https://localhost')).then(
      (body) => {
        response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body ?? { kind: 'Status', apiVersion: 'v1', code: 404 }));
      },
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  await cluster.apply(registration((server.address() as AddressInfo).port), SERVICE.namespace);
  return {
    setLoad: (namespace, millis) => void loads.set(namespace, millis),
    stop: () =>
      new Promise((ended) => {
        server.close(() => {
          ended();
        });
        server.closeAllConnections();
      }),
  };
}

const RESOURCES = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: GROUP_VERSION,
  resources: [
    { name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] },
  ],
};

interface PodSeen {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels?: object };
  readonly spec: { readonly containers: readonly { readonly name: string }[] };
}

function listOf(pods: readonly PodSeen[], millis: number): object {
  return {
    kind: 'PodMetricsList',
    apiVersion: GROUP_VERSION,
    metadata: {},
    items: pods.map(({ metadata: { name, namespace, labels }, spec: { containers } }) => ({
      metadata: { name, namespace, labels },
      timestamp: new Date().toISOString(),
      window: '1s',
      containers: containers.map(({ name: container }, index) => ({
        name: container,
        usage: { cpu: `${index === 0 ? millis : 0}m`, memory: '64Mi' },
      })),
    })),
  };
}

/** A Service by an external name is the way out of the cluster's network to this process. */
function registration(port: number): string {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: SERVICE,
    spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
  };
  const apiService = {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      service: { ...SERVICE, port },
      insecureSkipTLSVerify: true,
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  };
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [service, apiService] });
}
