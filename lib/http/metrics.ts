import { Counter, Gauge, Registry } from 'prom-client';
import { KINDS, REACH_STATES, type Scope } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';

type Observed = Pick<Runtime, 'store' | 'streams' | 'metrics' | 'now'>;

/** The metrics that Prometheus scrapes: of the process, its streams and its answers, and of the clusters that the scope sees as a whole. */
export async function renderMetrics(runtime: Observed, scope: Scope): Promise<Response> {
  // A registry for this scrape alone, because its caller decides which clusters it may name.
  const scoped = new Registry();
  addStreamMetrics(runtime, scoped);
  addClusterMetrics(runtime, scope, scoped);
  const registry = Registry.merge([runtime.metrics.registry, scoped]);
  return new Response(await registry.metrics(), {
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
  });
}

function addStreamMetrics({ streams }: Observed, registry: Registry): void {
  const registers = [registry];
  new Gauge({ name: 'pilothouse_streams_open', help: 'Event streams that are open.', registers }).set(
    streams.open,
  );
  new Counter({
    name: 'pilothouse_streams_dropped_total',
    help: 'Event streams that were cut because their viewer did not read.',
    registers,
  }).inc(streams.dropped);
}

function addClusterMetrics({ store, now }: Observed, scope: Scope, registry: Registry): void {
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const state = gauge(
    'pilothouse_cluster_state',
    'One for the state that a cluster is in.',
    'cluster',
    'state',
  );
  const age = gauge('pilothouse_cluster_age_seconds', 'How long ago a cluster last answered.', 'cluster');
  const objects = gauge('pilothouse_objects', 'Objects in the picture of a cluster.', 'cluster', 'kind');
  const quarantined = gauge(
    'pilothouse_quarantined',
    'Objects and frames that could not be read.',
    'cluster',
    'kind',
  );
  for (const picture of store.clusters()) {
    const { info, reach } = picture;
    const cluster = info.name;
    if (!scope.sees({ cluster, namespace: null })) continue;
    for (const each of REACH_STATES) state.set({ cluster, state: each }, reach.state === each ? 1 : 0);
    if (reach.observedAt !== null)
      age.set({ cluster }, (now().getTime() - Date.parse(reach.observedAt)) / 1000);
    for (const kind of KINDS) {
      const of = picture.kindState(kind);
      objects.set({ cluster, kind }, of.objects);
      quarantined.set({ cluster, kind }, of.quarantined);
    }
  }
}
