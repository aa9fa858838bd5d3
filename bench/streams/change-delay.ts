import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kubeconfigText } from '../../e2e/real/kubeconfig';
import { startProduct } from '../../e2e/real/product';
import type { Figure } from '../figure';
import { percentile } from '../percentile';
import { startWorker, type WorkerProcess } from './worker';
import type { ClusterProcess, PodChange } from './cluster-process';
import { createServerGauge, type ServerGauge } from './server-gauge';
import type { Arrived, ViewersProcess } from './viewers-process';

const VIEWERS = 100;
/** The topics of somebody on call who switches between Now, the catalog and the rollouts. */
const TOPICS = ['services', 'now', 'rollouts', 'health', 'clusters'];
const RATES = [1, 5, 10];
const SECONDS = 30;
/** The pause between two rates, so that the effects of the last change are over. */
const SETTLE_MS = 3000;
/** The largest allowed ratio of the stream's delay to that of the bare watch. */
const RATIO = 3;
const STALL_MS = 100;

interface Parts {
  readonly cluster: WorkerProcess<ClusterProcess>;
  readonly viewers: WorkerProcess<ViewersProcess>;
  readonly gauge: ServerGauge;
}

/**
 * From the write of a pod's readiness until a viewer has the row that shows it, beside a bare watch of the same pods; and for how long
 * the server's event loop was blocked meanwhile.
 */
export async function changeDelayFigures(say: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-streams-'));
  const gauge = await createServerGauge();
  const cluster = startWorker<ClusterProcess>('cluster-process.ts');
  const viewers = startWorker<ViewersProcess>('viewers-process.ts');
  try {
    const server = await cluster.call('start', undefined);
    say(`streams: a cluster of ${server.pods} pods is at ${server.url}`);
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, kubeconfigOf(server));
    const product = await startProduct({ kubeconfig, env: gauge.env });
    try {
      const { url, token } = product;
      const resourceVersion = await cluster.call('version', undefined);
      await viewers.call('watch', { url: server.url, token: server.token, resourceVersion });
      await viewers.call('open', { url, token, topics: TOPICS, count: VIEWERS });
      return await measureRates({ cluster, viewers, gauge }, say);
    } finally {
      await product.stop();
    }
  } finally {
    await Promise.all([cluster.stop(), viewers.stop()]);
    await gauge.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

function kubeconfigOf({ url, token }: { readonly url: string; readonly token: string }): string {
  // client-node refuses plain HTTP without skip-tls-verify; the server is on loopback only.
  const cluster = { server: url, 'insecure-skip-tls-verify': true };
  return kubeconfigText([{ name: 'bench', cluster, user: { token } }]);
}

async function measureRates(
  { cluster, viewers, gauge }: Parts,
  say: (line: string) => void,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  let worstDelayMs = 0;
  await sleep(SETTLE_MS);
  for (const perSecond of RATES) {
    say(`streams: ${perSecond} changes a second for ${SECONDS} s`);
    await viewers.call('take', undefined);
    await gauge.delays();
    const changes = await cluster.call('change', { perSecond, seconds: SECONDS });
    await sleep(SETTLE_MS);
    ({ worstDelayMs } = await gauge.delays());
    figures.push(delayFigure(perSecond, delaysOf(changes, await viewers.call('take', undefined))));
  }
  figures.push({
    what: 'event loop blocked',
    measured: worstDelayMs,
    goal: STALL_MS,
    unit: 'ms',
    note: `longest of the server in ${SECONDS} s of ${RATES.at(-1) ?? 0} changes a second, ${VIEWERS} streams`,
  });
  return figures;
}

interface Delays {
  /** In ms, a value for each change. */
  readonly watch: readonly number[];
  /** In ms, a value for each change at each viewer. */
  readonly streams: readonly number[];
  readonly missing: number;
}

/** A change has arrived with the first message about its service after the write. Before it, nothing else changes in that service. */
function delaysOf(changes: readonly PodChange[], arrived: Arrived): Delays {
  const watch: number[] = [];
  const streams: number[] = [];
  for (const { service, at } of changes) {
    const seen = arrived.watch.find((one) => one.service === service && one.at >= at);
    if (seen) watch.push(seen.at - at);
    const message = arrived.streams.find(
      ({ services, at: times }) => services.includes(service) && Math.min(...times) >= at,
    );
    streams.push(...(message?.at ?? []).map((time) => time - at));
  }
  const missing = changes.length - watch.length + (changes.length * VIEWERS - streams.length);
  return { watch, streams, missing };
}

function delayFigure(perSecond: number, { watch, streams, missing }: Delays): Figure {
  const bare = percentile(watch, 0.99);
  const ours = percentile(streams, 0.99);
  const halves = `p50 ${percentile(streams, 0.5).toFixed(1)} ms beside ${percentile(watch, 0.5).toFixed(1)} ms`;
  return {
    what: `change to stream, ${perSecond}/s`,
    measured: missing > 0 ? Infinity : ours,
    goal: Math.round(RATIO * bare * 10) / 10,
    unit: 'ms',
    note: `p99 of ${streams.length}, ${(ours / bare).toFixed(1)} times the bare watch's ${bare.toFixed(1)} ms (${halves}); ${missing} missing`,
  };
}
