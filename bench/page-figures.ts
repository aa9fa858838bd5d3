import type { Api } from '../e2e/real/api';
import type { Figure } from './figure';
import type { BenchCluster } from './bench-cluster';
import { percentile } from './percentile';

const REQUESTS = 200;
const WARM_UP = 20;
const ROUNDS_OF_VIEWING = 50;

/** How long the server takes to answer with a page, to the last byte; one request after the other. */
export async function measurePage(api: Api, path: string, what: string): Promise<Figure> {
  const tookMs: number[] = [];
  let bytes = 0;
  for (let request = 0; request < WARM_UP + REQUESTS; request += 1) {
    const begun = performance.now();
    const answer = await api.call('GET', path);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    if (request >= WARM_UP) tookMs.push(performance.now() - begun);
    bytes = text.length;
  }
  return {
    what,
    measured: percentile(tookMs, 0.95),
    goal: 50,
    unit: 'ms',
    note: `p95 of ${REQUESTS} requests (p50 ${percentile(tookMs, 0.5).toFixed(1)} ms), ${Math.round(bytes / 1024)} KiB of HTML`,
  };
}

/** How many reads of the API server are caused by opening every page and list again and again. */
export async function measureViewing(api: Api, cluster: BenchCluster, service: string): Promise<Figure> {
  const paths = [
    ...['/', '/catalog', `/catalog/${service}`, '/rollouts', '/changes', '/clusters', '/audit'],
    ...['services', `services/${service}`, 'rollouts', 'clusters', 'health'].map((each) => `/api/v1/${each}`),
  ];
  const before = await cluster.reads();
  for (let round = 0; round < ROUNDS_OF_VIEWING; round += 1) {
    for (const path of paths) {
      const answer = await api.call('GET', path);
      await answer.text();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    }
  }
  return {
    what: 'cluster reads by viewing',
    measured: (await cluster.reads()) - before,
    goal: 0,
    unit: '',
    note: `${ROUNDS_OF_VIEWING} rounds of ${paths.length} pages and lists`,
  };
}
