import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readTraffic } from '@/lib/jobs/testing/read-traffic';
import { TRAFFIC_KINDS, type MapEdge, type TrafficKind } from '@/lib/model';
import type { Observation } from '@/lib/derive/topology/observed';
import { running, scene } from '@/lib/views/testing/scene';
import { eventually } from '../cluster/eventually';
import { startPrometheus, whyNoPrometheus, type RealPrometheus } from './prometheus';
import { exposition, type Called } from './series';

const skipped = whyNoPrometheus();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

const call = (kind: TrafficKind, more: Partial<Called> = {}): Called => ({
  kind,
  namespace: 'shop',
  from: 'checkout',
  to: 'payments',
  perSecond: 20,
  failedPerSecond: 6,
  slowestMs: 200,
  ...more,
});

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function started(options: Parameters<typeof startPrometheus>[0]): Promise<RealPrometheus> {
  const prometheus = await startPrometheus(options);
  stops.push(() => prometheus.stop());
  return prometheus;
}

function read(url: string, settings: object = {}): Promise<readonly Observation[]> {
  return readTraffic({ url, ...settings });
}

/** The call from checkout to payments as the map shows it, where both run. */
function onTheMap(observations: readonly Observation[], address: string): MapEdge | undefined {
  const { context, world, setTraffic } = scene();
  for (const name of ['checkout', 'payments']) world.put('eu', ...running({ name }).all);
  const observedAt = '2026-03-12T03:13:50Z';
  setTraffic({ address, clusters: null, observedAt, isOld: false, observations });
  return context.topology.rows().find((row) => row.kindOfRow === 'edge');
}

describe.skipIf(skipped !== null)('a real Prometheus', () => {
  it.each(TRAFFIC_KINDS)('that knows of %s gives rate, failures and latency of a call', async (kind) => {
    const { url } = await started({ calls: [call(kind)] });
    const edge = onTheMap(await read(url), url);
    // Interpolated between the bounds of the bucket, 100 and 200 ms, as histogram_quantile does.
    expect(edge?.traffic).toEqual({ perMinute: 1200, failShare: 0.3, p95Ms: 200 });
    expect(edge?.evidence.map(({ source, reader }) => [source, reader])).toEqual([['observed', url]]);
    expect(edge?.evidence[0]?.value).toMatch(/^1,200\/min, 360\/min (?:answer 503|fail), p95 200\sms$/u);
  });

  it('is asked only for the kinds of the settings, and by the label of the cluster', async () => {
    const { url } = await started({ calls: TRAFFIC_KINDS.map((kind) => call(kind)) });
    const kinds = async (settings: object): Promise<string[]> =>
      (await read(url, settings)).map(({ kind }) => kind).sort();
    expect(await kinds({})).toEqual([...TRAFFIC_KINDS].sort());
    expect(await kinds({ kinds: ['linkerd', 'istio'] })).toEqual(['istio', 'linkerd']);
    expect(await kinds({ kinds: ['hubble'], clusterLabel: 'cluster' })).toEqual(['hubble']);
  });

  it('takes names that mean something to PromQL for names', async () => {
    const { url } = await started({ calls: [call('istio', { from: 'a"b\\c{}' })] });
    expect((await read(url)).map(({ from }) => from.workload)).toEqual(['a"b\\c{}']);
  });

  it('knows a call as soon as it has scraped its counters twice', async () => {
    let seconds = 0;
    const exporter = await serve(() =>
      exposition(
        TRAFFIC_KINDS.map((kind) => call(kind)),
        (seconds += 1),
      ),
    );
    const { url } = await started({ scrape: exporter });
    const observations = await eventually(
      async () => {
        const all = await read(url);
        return new Set(all.map(({ kind }) => kind)).size === TRAFFIC_KINDS.length ? all : null;
      },
      { what: 'calls of every kind', timeoutMs: 60_000 },
    );
    const edge = onTheMap(observations, url);
    expect(edge?.traffic?.perMinute).toBeGreaterThan(0);
    expect(edge?.traffic?.failShare).toBeCloseTo(0.3, 1);
    expect(edge?.evidence).toHaveLength(TRAFFIC_KINDS.length);
  });
});

/** An exporter on loopback; answers `host:port`. */
async function serve(text: () => string): Promise<string> {
  const server: Server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4').end(text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
