import { monitorEventLoopDelay } from 'node:perf_hooks';
import { KINDS, REACH_STATES, type Scope } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';
import { renderSamples, type Sample } from '@/lib/runtime/metrics';

// Begins with the first look: the delay is that since the last one.
const loop = monitorEventLoopDelay({ resolution: 20 });
loop.enable();

/** What Prometheus scrapes: the process, its streams, the clusters that the scope sees as a whole, its answers. */
export function renderMetrics(
  runtime: Pick<Runtime, 'store' | 'streams' | 'metrics' | 'now'>,
  scope: Scope,
): Response {
  const text = [
    ...processMetrics(),
    ...streamMetrics(runtime),
    ...clusterMetrics(runtime, scope),
    runtime.metrics.render(),
  ];
  return new Response(text.join(''), {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
  });
}

const gauge = (name: string, help: string, samples: readonly Sample[]) =>
  renderSamples(name, { type: 'gauge', help }, samples);

function processMetrics(): string[] {
  const { rss, heapUsed } = process.memoryUsage();
  const slowest = loop.max / 1e9;
  loop.reset();
  return [
    gauge('process_resident_memory_bytes', 'Resident memory.', [{ value: rss }]),
    gauge('nodejs_heap_size_used_bytes', 'Heap in use.', [{ value: heapUsed }]),
    gauge('process_uptime_seconds', 'Seconds since the start.', [{ value: process.uptime() }]),
    gauge('nodejs_eventloop_lag_max_seconds', 'The longest turn of the event loop since the last scrape.', [
      { value: slowest },
    ]),
  ];
}

function streamMetrics({ streams }: Pick<Runtime, 'streams'>): string[] {
  return [
    gauge('pilothouse_streams_open', 'Event streams that are open.', [{ value: streams.open }]),
    renderSamples(
      'pilothouse_streams_dropped_total',
      { type: 'counter', help: 'Event streams that were cut because their viewer did not read.' },
      [{ value: streams.dropped }],
    ),
  ];
}

function clusterMetrics({ store, now }: Pick<Runtime, 'store' | 'now'>, scope: Scope): string[] {
  const pictures = store.clusters().filter(({ info }) => scope.sees({ cluster: info.name, namespace: null }));
  const perKind = (valueOf: (state: ReturnType<(typeof pictures)[number]['kindState']>) => number) =>
    pictures.flatMap((picture) =>
      KINDS.map((kind) => ({
        labels: { cluster: picture.info.name, kind },
        value: valueOf(picture.kindState(kind)),
      })),
    );
  return [
    gauge(
      'pilothouse_cluster_state',
      'One for the state that a cluster is in.',
      pictures.flatMap(({ info, reach }) =>
        REACH_STATES.map((state) => ({
          labels: { cluster: info.name, state },
          value: reach.state === state ? 1 : 0,
        })),
      ),
    ),
    gauge(
      'pilothouse_cluster_age_seconds',
      'How long ago a cluster last answered.',
      pictures.flatMap(({ info, reach: { observedAt } }) =>
        observedAt === null
          ? []
          : [{ labels: { cluster: info.name }, value: (now().getTime() - Date.parse(observedAt)) / 1000 }],
      ),
    ),
    gauge(
      'pilothouse_objects',
      'Objects in the picture of a cluster.',
      perKind((kind) => kind.objects),
    ),
    gauge(
      'pilothouse_quarantined',
      'Objects and frames that could not be read.',
      perKind((kind) => kind.quarantined),
    ),
  ];
}
