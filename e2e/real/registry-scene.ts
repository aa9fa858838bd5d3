import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { registryListedSchema, pageSchema, type Disagreement, type DisagreementKind } from '@/lib/model';
import { startControlPlane, type ControlPlane } from '../cluster/control-plane';
import { eventually } from '../cluster/eventually';
import { createApi, type Api } from './api';
import { startProduct, type Product } from './product';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A disagreement is listed when it has lasted half a minute. */
const LISTED_WITHIN_MS = 60_000;

export interface RegistryScene {
  readonly cluster: ControlPlane;
  readonly product: Product;
  readonly api: Api;
  /** What disagrees now. */
  conflicts(): Promise<readonly Disagreement[]>;
  /** Waits until a service has a disagreement of a kind. */
  untilListed(kind: DisagreementKind, service: string): Promise<Disagreement>;
  /** Waits until it has none. */
  untilSettled(kind: DisagreementKind, service: string): Promise<void>;
  /** The address of a ready pod of a Deployment. */
  podOf(deployment: string): Promise<{ readonly name: string; readonly ip: string; readonly uid: string }>;
  stop(): Promise<void>;
}

/** Services that agree at first, a catalog that names them, and what disagrees from the start: a ghost, a stray selector, a drifted port. */
export async function openRegistryScene(env: Readonly<Record<string, string>> = {}): Promise<RegistryScene> {
  const cluster = await startControlPlane({ name: 'harbour', onProgress: console.log });
  try {
    await cluster.apply(manifests());
    await cluster.kubectl(['wait', 'deployments', '--all', '--for=condition=Available', '--timeout=120s']);
    const product = await startProduct({ kubeconfig: cluster.kubeconfig, env });
    const scene = sceneOf(cluster, product);
    await importCatalog(product);
    return scene;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

function sceneOf(cluster: ControlPlane, product: Product): RegistryScene {
  const api = createApi(product);
  const conflicts = async (): Promise<readonly Disagreement[]> => {
    const { items } = await api.ask(
      'GET',
      '/api/v1/registry/services?limit=500',
      pageSchema(registryListedSchema),
    );
    return items.flatMap((row) => row.conflicts);
  };
  const find = async (kind: DisagreementKind, service: string): Promise<Disagreement | undefined> =>
    (await conflicts()).find((one) => one.kind === kind && one.serviceName === service);
  return {
    cluster,
    product,
    api,
    conflicts,
    untilListed: (kind, service) =>
      eventually(() => find(kind, service), { what: `${kind} of ${service}`, timeoutMs: LISTED_WITHIN_MS }),
    untilSettled: async (kind, service) => {
      await eventually(async () => (await find(kind, service)) === undefined, {
        what: `no ${kind} of ${service}`,
        timeoutMs: LISTED_WITHIN_MS,
      });
    },
    podOf: async (deployment) => {
      const fields = '{range .items[*]}{.metadata.name} {.status.podIP} {.metadata.uid}{"\\n"}{end}';
      const text = await cluster.kubectl([
        'get',
        'pods',
        '-l',
        `app=${deployment}`,
        '-o',
        `jsonpath=${fields}`,
      ]);
      const [name, ip, uid] = text.trim().split('\n')[0]?.split(' ') ?? [];
      if (name === undefined || ip === undefined || uid === undefined)
        throw new Error(`${deployment} has no pod`);
      return { name, ip, uid };
    },
    // The product stops first: its behaviour without the cluster is tested elsewhere.
    stop: () => product.stop().finally(() => cluster.stop()),
  };
}

async function importCatalog({ dataDir }: Product): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-catalog-'));
  try {
    const file = join(folder, 'catalog-info.yaml');
    await writeFile(file, catalog());
    const env = { ...process.env, PILOTHOUSE_DATA_DIR: dataDir };
    await run(process.execPath, ['cli/pilothouse.mjs', 'catalog', 'import', file], { cwd: root, env });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What the catalog declares: notifications on a port that it has not, and at least two of billing. */
const DECLARED: Readonly<Record<string, readonly string[]>> = {
  cart: ["pilothouse.dev/port: '8080'"],
  quotes: [],
  notifications: ["pilothouse.dev/port: '8080'"],
  billing: ["pilothouse.dev/min-instances: '2'"],
};

function catalog(): string {
  return Object.entries(DECLARED)
    .map(([name, annotations]) =>
      [
        'apiVersion: backstage.io/v1alpha1',
        'kind: Component',
        'metadata:',
        `  name: ${name}`,
        '  annotations:',
        ...[`backstage.io/kubernetes-id: ${name}`, ...annotations].map((line) => `    ${line}`),
        'spec: {type: service, lifecycle: production, owner: group:default/harbour}',
      ].join('\n'),
    )
    .join('\n---\n');
}

function manifests(): string {
  return [
    app('cart', { port: 8080, replicas: 2 }),
    front('cart', { port: 80, targetPort: 8080 }),
    app('quotes', { port: 8080 }),
    front('quotes', { port: 80, targetPort: 8080, selects: 'quote' }),
    app('notifications', { port: 8025 }),
    front('notifications', { port: 8025, targetPort: 8025 }),
    app('billing', { port: 8080, replicas: 2 }),
    front('billing', { port: 80, targetPort: 8080 }),
    app('price-import', { port: 8000 }),
    // A worker listens on nothing that anybody calls.
    app('mailer', { port: 9090, portName: 'metrics' }),
  ].join('\n---\n');
}

function app(
  name: string,
  { port, replicas = 1, portName = 'http' }: { port: number; replicas?: number; portName?: string },
): string {
  const labels = `{app: ${name}, backstage.io/kubernetes-id: ${name}}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, labels: ${labels}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: ${labels}}
    spec:
      containers:
        - {name: main, image: 'registry.example/${name}:1.0.0', ports: [{name: ${portName}, containerPort: ${port}}]}`;
}

function front(
  name: string,
  { port, targetPort, selects = name }: { port: number; targetPort: number; selects?: string },
): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: ${selects}}, ports: [{name: http, port: ${port}, targetPort: ${targetPort}}]}`;
}

/** A Service without a selector, whose endpoint somebody wrote by hand. */
export function byHand(
  name: string,
  { ip, pod }: { ip: string; pod?: { name: string; uid: string } },
): string {
  const target =
    pod === undefined
      ? ''
      : `, targetRef: {kind: Pod, name: ${pod.name}, namespace: default, uid: ${pod.uid}}`;
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}-by-hand, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: [{name: http, port: 8080, protocol: TCP}]
endpoints:
  - {addresses: ['${ip}'], conditions: {ready: true}${target}}`;
}
