import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { DemoCluster } from './cluster/cluster';
import { trafficOf } from './company/traffic';

/** Answers on loopback as the company's Prometheus. */
export interface DemoMetrics {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a stand-in for a Prometheus: it finds the few metrics of Harbor by their names in the query, and knows no
 * PromQL. e2e/traffic tests against the real one.
 */
export async function startMetrics(clusters: readonly DemoCluster[]): Promise<DemoMetrics> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const query = request.url === '/api/v1/query' ? new URLSearchParams(body).get('query') : null;
      if (query === null) response.writeHead(404).end();
      else
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answer(query, clusters)));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(query: string, clusters: readonly DemoCluster[]): object {
  const series = Object.entries(trafficOf(clusters)).find(([metric]) => query.includes(metric))?.[1] ?? [];
  const at = Date.now() / 1000;
  const result = series.map(({ labels, value }) => ({ metric: labels, value: [at, String(value)] }));
  return { status: 'success', data: { resultType: 'vector', result } };
}
