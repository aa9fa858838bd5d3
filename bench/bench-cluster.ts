import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '@/demo';
import { startControlPlane, type ControlPlane } from '../e2e/cluster/control-plane';
import { eventually } from '../e2e/cluster/eventually';
import { whyNoCluster } from '../e2e/cluster/open-cluster';
import { openPatcher, type DeploymentRef, type PatchReplicas } from './kube-patch';

const NODES = 12;
const DEPLOYMENTS = 99;
const REPLICAS = 10;
/** Pods of the Deployment whose replicas are changed. With them the cluster has 1,000 pods. */
const TARGET_REPLICAS = 10;

/** The cluster that the figures of pages and changes are measured on. */
export interface BenchCluster {
  readonly what: string;
  readonly kubeconfig: string;
  readonly env: Readonly<Record<string, string>>;
  readonly pods: number;
  /** The Deployment whose replicas are changed. The page of its service is the one that is measured. */
  readonly target: DeploymentRef;
  readonly targetReplicas: number;
  readonly patchReplicas: PatchReplicas;
  /** How many reads (get and list) the product has sent to the API server so far. */
  reads(): Promise<number>;
  stop(): Promise<void>;
}

/** 1,000 pods on the real control plane where its binaries are installed; otherwise the clusters of the demo. */
export async function openBenchCluster(log: (line: string) => void): Promise<BenchCluster> {
  const why = whyNoCluster();
  if (why === null) return onControlPlane(log);
  log(`The demo's clusters are used instead of the real control plane: ${why}`);
  return onDemoClusters();
}

async function onControlPlane(log: (line: string) => void): Promise<BenchCluster> {
  const cluster = await startControlPlane({ name: 'bench', nodes: NODES, onProgress: log });
  try {
    const pods = DEPLOYMENTS * REPLICAS + TARGET_REPLICAS;
    log(`creating ${pods} pods`);
    await fill(cluster, pods);
    const target = { context: cluster.name, namespace: 'default', name: 'target' };
    return {
      what: `real control plane, ${pods} pods`,
      kubeconfig: cluster.kubeconfig,
      env: {},
      pods,
      target,
      targetReplicas: TARGET_REPLICAS,
      patchReplicas: await openPatcher(cluster.kubeconfig, target),
      reads: () => settledReads(cluster),
      stop: () => cluster.stop(),
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function fill(cluster: ControlPlane, pods: number): Promise<void> {
  const apps = Array.from({ length: DEPLOYMENTS }, (_, index) => appOf(`app-${index}`, REPLICAS));
  const items = [...apps, appOf('target', TARGET_REPLICAS)].flat();
  await cluster.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const running = ['get', 'pods', '--field-selector=status.phase=Running', '-o', 'name'];
  await eventually(async () => (await cluster.kubectl(running)).trim().split('\n').length === pods, {
    what: `${pods} running pods`,
    timeoutMs: 300_000,
    everyMs: 1000,
  });
  await cluster.kubectl(['wait', 'deployments', '--all', '--for=condition=Available', '--timeout=120s']);
}

function appOf(name: string, replicas: number): object[] {
  const labels = { app: name };
  const containers = [
    { name: 'web', image: `registry.example/${name}:1.0.0`, ports: [{ containerPort: 80 }] },
  ];
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { selector: labels, ports: [{ port: 80 }] },
    },
  ];
}

/** A request is logged a moment after its answer. When the marker's request is in the log, all earlier ones are too. */
async function settledReads(cluster: ControlPlane): Promise<number> {
  const marker = `marker-${Date.now()}`;
  await cluster.kubectl(['get', 'namespaces', `--field-selector=metadata.name=${marker}`]);
  await eventually(async () =>
    (await cluster.auditLog()).some(({ requestURI }) => requestURI.includes(marker)),
  );
  return (await cluster.auditLog({ userAgent: 'pilothouse', verb: ['get', 'list'] })).length;
}

async function onDemoClusters(): Promise<BenchCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pilothouse-bench-demo-'));
  const demo = await startDemo({ dataDir });
  const [cluster] = demo.clusters;
  if (cluster === undefined) throw new Error('the demo has no cluster');
  const target = { context: cluster.name, namespace: 'payments', name: 'ledger' };
  // Requests of /readyz are the product's heartbeat, not reads.
  const reads = () =>
    cluster
      .requests()
      .filter(({ userAgent, path }) => userAgent.startsWith('pilothouse') && !path.startsWith('/readyz'))
      .filter(({ verb }) => verb === 'get' || verb === 'list').length;
  return {
    what: 'demo clusters',
    kubeconfig: demo.kubeconfigPath,
    env: { PILOTHOUSE_CONFIG: demo.configPath },
    pods: 0,
    target,
    targetReplicas: 2,
    patchReplicas: await openPatcher(demo.kubeconfigPath, target),
    reads: () => Promise.resolve(reads()),
    async stop() {
      await demo.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
