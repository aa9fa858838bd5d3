import { startProduct, type Product } from '../../e2e/real/product';
import type { Figure } from '../figure';
import { startWorker, type WorkerProcess } from './worker';
import { createServerGauge, type ServerGauge } from './server-gauge';
import type { ViewersProcess } from './viewers-process';

const STREAMS = 1000;
/** Streams that are open before the first measurement, so that values shared by all streams exist already. */
const EARLIER = 10;
/** The topics of a phone that shows Now. */
const TOPICS = ['now', 'clusters'];
const STOP_MS = 5000;
const KB = 1000;

/** What a stream on which nothing happens costs the server, and how long the product takes to stop while they are open. */
export async function idleStreamFigures(say: (line: string) => void): Promise<Figure[]> {
  const gauge = await createServerGauge();
  const viewers = startWorker<ViewersProcess>('viewers-process.ts');
  try {
    const product = await startProduct({ kubeconfig: '/dev/null', env: gauge.env });
    try {
      say(`streams: ${STREAMS} that are idle`);
      const memory = await measureMemory(product, viewers, gauge);
      say('streams: the stop');
      return [memory, await measureStop(product, viewers)];
    } finally {
      await product.stop();
    }
  } finally {
    await viewers.stop();
    await gauge.remove();
  }
}

async function measureMemory(
  { url, token }: Product,
  viewers: WorkerProcess<ViewersProcess>,
  gauge: ServerGauge,
): Promise<Figure> {
  const request = { url, token, topics: TOPICS };
  await viewers.call('open', { ...request, count: EARLIER });
  const before = await gauge.memory();
  await viewers.call('open', { ...request, count: STREAMS });
  const after = await gauge.memory();
  const perStream = (bytes: number): number => bytes / STREAMS / KB;
  const resident = perStream(after.rss - before.rss);
  const held = perStream(after.heapUsed + after.external - before.heapUsed - before.external);
  return {
    what: 'memory of an idle stream',
    // Resident memory grows by less where the process had free memory of its own before.
    measured: Math.max(resident, held),
    goal: 120,
    unit: 'KB',
    note: `${STREAMS} streams of ${TOPICS.join(' and ')}, after a collection: resident memory ${resident.toFixed(0)} KB, heap and buffers ${held.toFixed(0)} KB`,
  };
}

/** A stop that fails or leaves a process behind has no time, and so misses the goal. */
async function measureStop(product: Product, viewers: WorkerProcess<ViewersProcess>): Promise<Figure> {
  const open = await viewers.call('countOpen', undefined);
  const begun = performance.now();
  const failure = await product.stop().then(
    () => null,
    (error: unknown) => String(error).split('\n')[0] ?? '',
  );
  const tookMs = performance.now() - begun;
  return {
    what: 'stop with open streams',
    measured: failure === null || tookMs > STOP_MS ? tookMs : Infinity,
    goal: STOP_MS,
    unit: 'ms',
    note: `SIGTERM to the end of all processes, ${open} streams open${failure === null ? '' : `; ${failure}`}`,
  };
}
