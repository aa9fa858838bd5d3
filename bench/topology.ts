/**
 * What the topology costs with 1,000 services and 5,000 calls in one cluster: derived for the first time, and again after one pod changed. And how many
 * of its calls on a public demo system agree with the graph that its makers document. Run: `npx tsx bench/topology.ts`.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { deriveGraph, sourceOf } from '@/lib/derive/topology';
import {
  EVERYTHING,
  KINDS,
  placementId,
  type AnyObject,
  type Deployment,
  type Kind,
  type Pod,
} from '@/lib/model';
import { projectWritten } from '@/lib/projection';
import { readDifferences } from '@/lib/reads';
import { createGround, followPicture } from '@/lib/views';
import { createStore } from '@/lib/store';
import { onlineBoutique } from '../e2e/fixtures';
import type { Figure } from './figure';

const SERVICES = 1000;
const CALLS_EACH = 5;
const CHANGES = 200;
const AT = '2026-03-12T03:14:00Z';
const NAMESPACES = 40;

function rawService(index: number): object[] {
  const name = `svc-${index}`;
  const namespace = `ns-${index % NAMESPACES}`;
  const metadata = { name, namespace, uid: `d-${index}`, resourceVersion: '1', creationTimestamp: AT };
  const labels = { app: name };
  const env = Array.from({ length: CALLS_EACH }, (_, call) => {
    const other = (index * 7 + call * 131 + 1) % SERVICES;
    return { name: `CALL_${call}_URL`, value: `http://svc-${other}.ns-${other % NAMESPACES}:8080/v1` };
  });
  const containers = [{ name: 'web', image: `registry.example/${name}:1.0.0`, env }];
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, uid: `s-${index}` },
      spec: { selector: labels, ports: [{ port: 8080 }] },
    },
    rawPod(index, true, '1'),
  ];
}

function rawPod(index: number, ready: boolean, resourceVersion: string): object {
  const name = `svc-${index}`;
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name, uid: `d-${index}`, controller: true };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-x`,
      namespace: `ns-${index % NAMESPACES}`,
      uid: `p-${index}`,
      resourceVersion,
      creationTimestamp: AT,
      labels: { app: name },
      ownerReferences: [owner],
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'web', image: `registry.example/${name}:1.0.0` }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: AT }],
    },
  };
}

const written = (raw: readonly object[]): AnyObject[] => raw.flatMap((one) => projectWritten(one) ?? []);

interface Measured {
  readonly coldMs: number;
  readonly podMs: number;
  /** The comparison of all services with themselves, which is the most there can be to compare. */
  readonly differencesMs: number;
  readonly edges: number;
}

/** Measures the way from the store to the rows of the map: the first time, and after one pod changed. */
export function benchTopology(): Measured {
  const store = createStore();
  const writer = store.writer('eu', AT);
  const objects = new Map<Kind, AnyObject[]>();
  for (const object of written(Array.from({ length: SERVICES }, (_, index) => rawService(index)).flat())) {
    objects.set(object.kind, [...(objects.get(object.kind) ?? []), object]);
  }
  writer.setReach({ state: 'live', observedAt: AT, reason: null }, AT);
  for (const kind of KINDS) writer.replace(kind, objects.get(kind) ?? [], AT);
  const { picture } = followPicture({
    ground: createGround({ world: store, now: () => new Date(AT) }),
    identityLabels: [],
    onError: (error): never => {
      throw error;
    },
  });
  const context = picture.context(EVERYTHING);
  // The health of placements is not part of this figure.
  for (const { id } of context.index.allPlacements()) context.views.get(id);
  const coldMs = time(() => context.topology.rows());
  const costs = Array.from({ length: CHANGES }, (_, turn) => {
    const index = (turn * 7) % SERVICES;
    const [pod] = written([rawPod(index, turn % 2 === 0, String(turn + 2))]) as [Pod];
    writer.upsert('Pod', pod, AT);
    const owner = objects.get('Deployment')?.[index] as Deployment;
    // The status of its Deployment changes too, which makes a new object.
    writer.upsert(
      'Deployment',
      { ...owner, metadata: { ...owner.metadata, resourceVersion: `m${turn}` } },
      AT,
    );
    // The health of the placement is measured by bench/live.ts.
    context.views.get(
      placementId(`svc-${index}~ns-${index % NAMESPACES}~eu`, 'eu', `ns-${index % NAMESPACES}`),
    );
    return time(() => context.topology.rows());
  }).sort((a, b) => a - b);
  const edges = context.topology.edges().length;
  const sides = { left: 'cluster/eu', right: 'environment/unassigned', same: true };
  const compared = Array.from({ length: 20 }, () => time(() => readDifferences(context, sides)));
  return {
    coldMs,
    podMs: costs[Math.floor(CHANGES * 0.95)] ?? Number.NaN,
    differencesMs: compared.sort((a, b) => a - b)[18] ?? Number.NaN,
    edges,
  };
}

/** The calls of Online Boutique as its own documentation draws them (its README, "Architecture"). */
const DOCUMENTED: Readonly<Record<string, string>> = {
  frontend:
    'adservice recommendationservice productcatalogservice cartservice shippingservice currencyservice checkoutservice',
  checkoutservice:
    'productcatalogservice cartservice shippingservice currencyservice emailservice paymentservice',
  recommendationservice: 'productcatalogservice',
  cartservice: 'redis-cart',
  loadgenerator: 'frontend',
};

/** Precision and recall of calls between workloads and Services, 0 to 1. */
export function truthOf(manifests: string, documented: Readonly<Record<string, string>>) {
  const raw = parseAllDocuments(manifests).flatMap((document) => (document.toJS() as object | null) ?? []);
  const found = new Set(
    deriveGraph(sourceOf(written(raw)))
      .edges.filter(({ kind }) => kind === 'calls')
      .map(({ from, to }) => `${from.split('/').at(-1) ?? ''} ${to.split('/').at(-1) ?? ''}`),
  );
  const wanted = new Set(
    Object.entries(documented).flatMap(([from, all]) => all.split(' ').map((to) => `${from} ${to}`)),
  );
  const right = [...found].filter((call) => wanted.has(call)).length;
  return { precision: right / found.size, recall: right / wanted.size, calls: found.size };
}

/** The figures of `npm run bench`. Shares are shown as what is missing of 100 %, so that less is better. */
export function topologyFigures(): Figure[] {
  const { coldMs, podMs, differencesMs, edges } = benchTopology();
  const size = `${SERVICES} services, ${edges} calls`;
  const figures: Figure[] = [
    { what: 'derive topology cold', measured: coldMs, goal: 300, unit: 'ms', note: size },
    {
      what: 'topology: one-pod change',
      measured: podMs,
      goal: 5,
      unit: 'ms',
      note: `p95 of ${CHANGES}, ${size}`,
    },
    {
      what: 'topology: two sides compared',
      measured: differencesMs,
      goal: 100,
      unit: 'ms',
      note: `p95 of 20, ${size} on each`,
    },
  ];
  const manifests = documentedManifests();
  if (manifests === null) return figures;
  const { precision, recall, calls } = truthOf(manifests, DOCUMENTED);
  const note = `Online Boutique, ${calls} calls; precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`;
  return [
    ...figures,
    { what: 'topology: wrong calls', measured: (1 - precision) * 100, goal: 0, unit: '%', note },
    { what: 'topology: missing calls', measured: (1 - recall) * 100, goal: 0, unit: '%', note },
  ];
}

/** Null, with a line on standard error, where the manifests cannot be read. */
function documentedManifests(): string | null {
  try {
    return readFileSync(onlineBoutique(), 'utf8');
  } catch (error) {
    process.stderr.write(`precision and recall of calls are not measured: ${String(error)}\n`);
    return null;
  }
}

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { what, measured, unit, note } of topologyFigures()) {
    process.stdout.write(`${what}: ${measured.toFixed(2)} ${unit} (${note})\n`);
  }
}
