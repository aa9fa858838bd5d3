/**
 * How much heap 10,000 pods take in the store. Run: `node --expose-gc --import tsx bench/store.ts`.
 * The pods look like those of a busy cluster: 1,000 ReplicaSets, 200 nodes, a sidecar in every
 * fifth, each started at a time of its own, managedFields included.
 */
import { createPool, project } from '@/lib/projection';
import { createStore } from '@/lib/store';

const PODS = 10_000;
const HEAP_MAX_MB = 15;
const T0 = '2026-01-01T00:00:00.000Z';

/** The pods of the bench were started over some ten days. */
function at(index: number, second: number): string {
  return new Date(Date.UTC(2026, 0, 1) + index * 87_000 + second * 1000).toISOString().replace('.000', '');
}

function rawPod(index: number): string {
  const set = Math.floor(index / 10);
  const roles = set % 5 === 0 ? ['web', 'proxy'] : ['web'];
  const name = `service-${set}-7d9f8b6c5d-${index.toString(36).padStart(5, 'x')}`;
  const container = (role: string) => ({
    name: role,
    image: `registry.example/shop/${role}-${set % 300}:1.${set % 40}.0`,
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    env: Array.from({ length: 20 }, (_, at) => ({ name: `SETTING_${at}`, value: `value-${at}` })),
    readinessProbe: { httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' }, periodSeconds: 10 },
    livenessProbe: { httpGet: { path: '/livez', port: 8080, scheme: 'HTTP' }, periodSeconds: 10 },
  });
  const status = (role: string) => ({
    name: role,
    image: `registry.example/shop/${role}-${set % 300}:1.${set % 40}.0`,
    imageID: `registry.example/shop/${role}@sha256:${(set % 300).toString(16).padStart(64, '0')}`,
    containerID: `containerd://${index.toString(16).padStart(64, '0')}`,
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: at(index, 3) } },
    lastState: {},
  });
  const conditions = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];
  return JSON.stringify({
    metadata: {
      name,
      namespace: `team-${set % 50}`,
      uid: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
      resourceVersion: String(1_000_000 + index),
      creationTimestamp: at(index, 0),
      labels: {
        app: `service-${set}`,
        'pod-template-hash': '7d9f8b6c5d',
        'app.kubernetes.io/name': `service-${set}`,
      },
      annotations: { 'cni.example/networks': 'x'.repeat(400) },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `service-${set}-7d9f8b6c5d`,
          uid: `10000000-0000-4000-8000-${set.toString(16).padStart(12, '0')}`,
          controller: true,
        },
      ],
      managedFields: [{ manager: 'kubelet', fieldsV1: { 'f:status': { 'f:x': 'y'.repeat(1500) } } }],
    },
    spec: {
      nodeName: `node-${index % 200}`,
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      containers: roles.map(container),
    },
    status: {
      phase: 'Running',
      podIP: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
      startTime: at(index, 0),
      conditions: conditions.map((type) => ({
        type,
        status: 'True',
        lastTransitionTime: at(index, type === 'PodScheduled' || type === 'Initialized' ? 0 : 4),
      })),
      containerStatuses: roles.map(status),
    },
  });
}

function heapMb(): number {
  if (global.gc === undefined) throw new Error('Run with --expose-gc.');
  global.gc();
  global.gc();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

const store = createStore();
const writer = store.writer('bench', T0);
const pool = createPool();
const before = heapMb();
const begun = performance.now();
for (let index = 0; index < PODS; index += 1) {
  writer.upsert('Pod', project('Pod', JSON.parse(rawPod(index)), { pool }), T0);
}
const tookMs = performance.now() - begun;
const heldMb = heapMb() - before;
const within = heldMb < HEAP_MAX_MB;
console.log(
  JSON.stringify({
    bench: 'store',
    pods: writer.picture.count('Pod'),
    heapMb: Number(heldMb.toFixed(1)),
    heapMbMax: HEAP_MAX_MB,
    bytesPerPod: Math.round((heldMb * 1024 * 1024) / PODS),
    projectAndStoreMs: Math.round(tookMs),
    within,
  }),
);
if (!within) process.exitCode = 1;
