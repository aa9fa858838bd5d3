import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { createCluster, type DemoCluster } from './cluster/cluster';
import { readSaved } from './cluster/persistence';
import { ILLNESSES, PAST_MS, playHistory } from './company/history';
import type { ClusterName } from './company/services';
import { gatewayObjects, type Gateway } from './gateway';
import { startMetrics } from './metrics';

export interface DemoOptions {
  /** Holds the kubeconfig and the clusters' saved objects. Made when absent. */
  dataDir: string;
  /** Ports on loopback; left out, free ones are taken. */
  ports?: Partial<Record<ClusterName, number>>;
  seed?: string;
  log?: (line: string) => void;
  /** False: virtual time does not move until `advance` is called. For tests. */
  live?: boolean;
  /** Virtual time at the start; left out, now. For tests. */
  startMs?: number;
  /** The warehouse's gateway, if there is one: production then has its Service, and the settings allow its probes. */
  gateway?: Gateway | null;
  /** Starts a new Harbor even if there is a saved one. */
  fresh?: boolean;
}

export interface Demo {
  kubeconfigPath: string;
  configPath: string;
  catalogFiles: string[];
  clusters: DemoCluster[];
  /** The address of the company's metrics. */
  metricsUrl: string;
  /** Saves the clusters and stops serving. */
  stop: () => Promise<void>;
}

const NAMES: readonly ClusterName[] = ['staging-eu', 'production-eu'];
const CATALOG = ['organisation', 'shop', 'payments', 'fulfilment', 'foundation'];
/** After a longer stop than this, the time in between is skipped, not simulated. */
const CAUGHT_UP_MS_MAX = 6 * 3_600_000;

const companyFile = (name: string) => fileURLToPath(new URL(`company/${name}`, import.meta.url));
const savePath = (dataDir: string, name: string) => join(dataDir, `${name}.cluster.json`);

/** Starts Harbor's two clusters on loopback, saved ones or new ones, and writes their kubeconfig. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { dataDir, gateway = null, log = () => {} } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const token = randomBytes(24).toString('base64url');
  const clusters: DemoCluster[] = [];
  const stopClocks: (() => void)[] = [];
  const metrics = await startMetrics(clusters);
  const stop = async () => {
    await metrics.stop();
    for (const stopClock of stopClocks) stopClock();
    for (const cluster of clusters) {
      await cluster.save(savePath(dataDir, cluster.name));
      await cluster.close();
    }
  };
  try {
    for (const name of NAMES) {
      const cluster = await bringUp(name, options, token);
      clusters.push(cluster);
      if (gateway && name === 'production-eu')
        for (const manifest of gatewayObjects(gateway)) cluster.apply(manifest, 'kubectl');
      cluster.startHeartbeats();
      if (options.live !== false)
        stopClocks.push(cluster.clock.goLive((error) => log(`${name}: ${String(error)}`)));
      await cluster.listen(options.ports?.[name] ?? 0);
      log(`${name} is at ${cluster.url}`);
    }
    const kubeconfigPath = join(dataDir, 'kubeconfig');
    await writePrivate(kubeconfigPath, stringify(kubeconfigOf(clusters, token)));
    return {
      kubeconfigPath,
      configPath: await writeSettings(dataDir, metrics.url, gateway),
      catalogFiles: CATALOG.map((name) => companyFile(`catalog/${name}.yaml`)),
      clusters,
      metricsUrl: metrics.url,
      stop,
    };
  } catch (error) {
    for (const stopClock of stopClocks) stopClock();
    await Promise.all([metrics.stop(), ...clusters.map((cluster) => cluster.close())]);
    throw error;
  }
}

async function bringUp(name: ClusterName, options: DemoOptions, token: string): Promise<DemoCluster> {
  const startMs = options.startMs ?? Date.now();
  const saved = options.fresh ? null : await readSaved(savePath(options.dataDir, name));
  const cluster = createCluster({
    name,
    seed: options.seed ?? 'harbor',
    startMs: startMs - PAST_MS,
    users: new Map([[token, { name: 'pilothouse', verbs: ['*'] }]]),
    illnesses: ILLNESSES[name],
    ...(saved ? { saved } : {}),
  });
  if (!saved) playHistory(cluster, name, startMs);
  else {
    cluster.advance(Math.min(Math.max(0, startMs - saved.nowMs), CAUGHT_UP_MS_MAX));
    cluster.clock.jumpTo(startMs);
  }
  return cluster;
}

function kubeconfigOf(clusters: DemoCluster[], token: string): Record<string, unknown> {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'staging-eu',
    // client-node refuses plain http without skip-tls-verify; the servers are on loopback only.
    clusters: clusters.map(({ name, url }) => ({
      name,
      cluster: { server: url, 'insecure-skip-tls-verify': true },
    })),
    users: clusters.map(({ name }) => ({ name: `pilothouse@${name}`, user: { token } })),
    contexts: clusters.map(({ name }) => ({ name, context: { cluster: name, user: `pilothouse@${name}` } })),
  };
}

/** The settings of the company, with the address of its metrics in this run and the addresses that may be probed. */
async function writeSettings(dataDir: string, metricsUrl: string, gateway: Gateway | null): Promise<string> {
  const settings = parse(await readFile(companyFile('pilothouse.yaml'), 'utf8')) as { registry?: object };
  const metrics = [{ url: metricsUrl, kinds: ['istio'], clusterLabel: 'cluster', intervalSeconds: 5 }];
  const probes = gateway && { allow: [`${gateway.address}/32`], clusters: ['production-eu'] };
  const registry = { ...settings.registry, ...(probes && { probes }) };
  const path = join(dataDir, 'pilothouse.yaml');
  await writePrivate(path, stringify({ ...settings, registry, metrics }));
  return path;
}

async function writePrivate(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
