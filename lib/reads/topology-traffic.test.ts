import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MapEdge, MapRow, MetricAnswers, TrafficKind } from '@/lib/model';
import { DIALECTS, type Observation } from '@/lib/derive/topology/observed';
import type { TrafficReading } from '@/lib/derive/topology/observed/reading';
import { readAnswer } from '@/lib/sources/prometheus-answer';
import { readDependents } from './dependents';
import { component } from '@/lib/views/testing/catalog';
import { running, scene, type SceneOptions } from '@/lib/views/testing/scene';
import { readTrafficSources } from './traffic-sources';

const FIXTURES = path.join(import.meta.dirname, '../derive/topology/observed/fixtures');
const ADDRESS = 'http://prometheus.monitoring:9090';

function observed(kind: TrafficKind): readonly Observation[] {
  const raw = JSON.parse(readFileSync(path.join(FIXTURES, `${kind}.json`), 'utf8')) as Record<
    string,
    unknown
  >;
  const answers = Object.entries(raw).map(([name, json]) => [name, readAnswer(json).samples ?? []]);
  return DIALECTS[kind].read(Object.fromEntries(answers) as MetricAnswers, null);
}

function reading(observations: readonly Observation[], more: Partial<TrafficReading> = {}): TrafficReading {
  return {
    address: ADDRESS,
    clusters: null,
    observedAt: '2026-03-12T03:13:50Z',
    isOld: false,
    observations,
    ...more,
  };
}

const NAMES = ['web', 'checkout', 'payments', 'invoices', 'ledger', 'cart'];

function shop(options: SceneOptions = {}) {
  const made = scene(options);
  for (const cluster of options.clusters ?? ['eu']) {
    for (const name of NAMES) made.world.put(cluster, ...running({ name }).all);
  }
  return made;
}

const edgesOf = (rows: readonly MapRow[]): readonly MapEdge[] =>
  rows.filter((row) => row.kindOfRow === 'edge');

/** `web > cart`, by the names of its ends. */
function drawn(rows: readonly MapRow[]): Record<string, MapEdge> {
  const short = (id: string): string => id.replace(/~.*?@(\w+)\/shop$/u, '@$1');
  return Object.fromEntries(edgesOf(rows).map((edge) => [`${short(edge.from)} > ${short(edge.to)}`, edge]));
}

/** A call between two workloads of shop; `more` replaces fields. */
function call(from: string, to: string, more: Partial<Observation> = {}): Observation {
  return {
    kind: 'istio',
    metric: 'istio_requests_total',
    unit: 'requests',
    labels: { source_workload: from, destination_workload: to },
    from: { namespace: 'shop', workload: from },
    to: { namespace: 'shop', workload: to },
    perSecond: 10,
    failures: [],
    p95Ms: null,
    bytesPerSecond: null,
    ...more,
  };
}

describe('calls that a mesh counted', () => {
  it('are on the map with rate, failures and latency, and where these were read', () => {
    const { context, setTraffic } = shop();
    setTraffic(reading(observed('istio')));
    const edge = drawn(context.topology.rows())['checkout@eu > payments@eu'];
    expect(edge?.traffic).toEqual({ perMinute: 1200, failShare: 0.31, p95Ms: 120 });
    expect(edge?.evidence).toEqual([
      {
        source: 'observed',
        object: 'istio_requests_total',
        field: 'rate, 5 min, source_workload=checkout, destination_workload=payments',
        value: '1,200/min, 380/min answer 503, p95 120\u00a0ms',
        detail: expect.stringContaining('istio_requests_total, rate, 5 min') as string,
        cluster: 'eu',
        observedAt: '2026-03-12T03:13:50Z',
        reader: ADDRESS,
      },
    ]);
  });

  it('count for the Service where they reached no pod', () => {
    const { context, setTraffic } = shop();
    setTraffic(reading(observed('istio')));
    expect(drawn(context.topology.rows())['invoices@eu > payments@eu']?.traffic).toMatchObject({
      perMinute: 300,
      failShare: 0.6,
    });
  });

  it('have external hosts as boxes, and what cannot be placed is counted', () => {
    const { context, setTraffic } = shop();
    setTraffic(reading(observed('istio')));
    const rows = context.topology.rows();
    expect(drawn(rows)['web@eu > host:api.mail.example.com']?.traffic?.perMinute).toBe(30);
    expect(rows.find(({ id }) => id === 'host:api.mail.example.com')).toMatchObject({ kind: 'external' });
    expect(context.topology.placing().get(ADDRESS)).toEqual({
      placed: 6,
      caller: 1,
      called: 3,
      ambiguous: 0,
    });
  });

  it('are evidence of a connection without a rate', () => {
    const { context, setTraffic } = shop();
    setTraffic(
      reading([
        call('ledger', 'cart', { unit: 'connections', perSecond: 0, bytesPerSecond: 2048, metric: 'm' }),
      ]),
    );
    const edge = drawn(context.topology.rows())['ledger@eu > cart@eu'];
    expect(edge).toMatchObject({
      traffic: null,
      evidence: [{ value: '0 connections/min, 2\u00a0KiB/s answered' }],
    });
  });
});

it('are listed with the direct dependents of a service', () => {
  const { context, setTraffic } = shop();
  setTraffic(reading([call('web', 'checkout'), call('checkout', 'payments', { perSecond: 5 })]));
  const { items } = readDependents(context, 'payments~shop~eu');
  expect(items.map(({ node, traffic }) => [node.name, traffic?.perMinute ?? null])).toEqual([
    ['checkout', 300],
    ['web', null],
  ]);
});

it('are listed for each Prometheus with its age and how many series were placed', () => {
  const { context, setTraffic, setTrafficAges } = shop();
  setTraffic(reading([call('web', 'cart'), call('nobody', 'cart')]));
  const silent = { state: 'silent', observedAt: null, sentence: 'It answered 503.' } as const;
  setTrafficAges({
    [ADDRESS]: { state: 'live', observedAt: '2026-03-12T03:13:50Z', sentence: null },
    'http://other:9090': silent,
  });
  expect(readTrafficSources(context)).toEqual({
    items: [
      { address: 'http://other:9090', ...silent, series: null },
      {
        address: ADDRESS,
        state: 'live',
        observedAt: '2026-03-12T03:13:50Z',
        sentence: null,
        series: { placed: 1, caller: 1, called: 0, ambiguous: 0 },
      },
    ],
    nextCursor: null,
  });
});

describe('flows', () => {
  it('make no call, since an answer is a flow too', () => {
    const { context, setTraffic } = shop();
    setTraffic(reading(observed('hubble')));
    const edges = drawn(context.topology.rows());
    expect(edges['checkout@eu > payments@eu']?.evidence.map(({ object }) => object)).toEqual([
      'hubble_http_requests_total',
      'hubble_flows_processed_total',
    ]);
    expect(edges['payments@eu > checkout@eu']).toBeUndefined();
  });
});

describe('names of traces', () => {
  const traced = call('', '', {
    kind: 'opentelemetry',
    from: { name: 'checkout' },
    to: { name: 'payments' },
  });

  it('are placements by the name of the service, in the caller’s own cluster', () => {
    const { context, setTraffic } = shop();
    setTraffic(reading([traced]));
    expect(Object.keys(drawn(context.topology.rows()))).toEqual(['checkout@eu > payments@eu']);
  });

  it('are left out where they run in several clusters and nothing says which is meant', () => {
    const { context, setTraffic } = shop({ clusters: ['eu', 'us'] });
    setTraffic(reading([traced]));
    expect(drawn(context.topology.rows())).toEqual({});
    expect(context.topology.placing().get(ADDRESS)).toMatchObject({ ambiguous: 1 });
    setTraffic(reading([traced], { clusters: ['us'] }));
    expect(Object.keys(drawn(context.topology.rows()))).toEqual(['checkout@us > payments@us']);
  });

  it('are a Component’s of the catalog', () => {
    const entity = component('purchase', { annotations: { 'backstage.io/kubernetes-id': 'buying' } });
    const { context, world, setTraffic } = shop({ catalog: { entities: [entity], placements: [] } });
    const labels = { 'backstage.io/kubernetes-id': 'buying' };
    world.put('eu', ...running({ name: 'till', labels }).all);
    setTraffic(reading([{ ...traced, from: { name: 'purchase' } }]));
    expect(drawn(context.topology.rows())).toEqual({
      'buying@eu/shop > payments@eu': expect.objectContaining({ from: 'buying@eu/shop' }) as MapEdge,
    });
  });
});

describe('which cluster', () => {
  const requests = (labels: Record<string, string>): readonly Observation[] =>
    DIALECTS.istio.read(
      {
        requests: [
          {
            labels: {
              reporter: 'destination',
              source_workload: 'web',
              source_workload_namespace: 'shop',
              destination_workload: 'cart',
              destination_workload_namespace: 'shop',
              ...labels,
            },
            value: 1,
          },
        ],
      },
      'site',
    );
  const lines = (labels: Record<string, string>): string[] => {
    const { context, setTraffic } = shop({ clusters: ['eu', 'us'] });
    setTraffic(reading(requests(labels)));
    return Object.keys(drawn(context.topology.rows()));
  };

  it('is that of the settings’ label, since a mesh has names of its own', () => {
    const mesh = { source_cluster: 'Kubernetes', destination_cluster: 'Kubernetes' };
    expect(lines({ ...mesh, site: 'us' })).toEqual(['web@us > cart@us']);
    expect(lines({ ...mesh, site: 'asia' })).toEqual([]);
    expect(lines(mesh)).toEqual([]);
  });

  it('is that of each end where the mesh calls it as Pilothouse does', () => {
    expect(lines({ source_cluster: 'eu', destination_cluster: 'us', site: 'eu' })).toEqual([
      'web@eu > cart@us',
    ]);
  });
});

describe('several readings of one call', () => {
  it('are each evidence, and the rate is of one: a mesh before a trace, never the sum', () => {
    const { context, setTraffic } = shop();
    setTraffic(
      reading([call('web', 'cart', { kind: 'opentelemetry', metric: 'traces', perSecond: 1 })]),
      reading([call('web', 'cart', { perSecond: 10 })], { address: 'http://other:9090' }),
    );
    const edge = drawn(context.topology.rows())['web@eu > cart@eu'];
    expect(edge?.traffic?.perMinute).toBe(600);
    expect(edge?.evidence.map(({ object }) => object)).toEqual(['istio_requests_total', 'traces']);
  });

  it('prefer a current reading to an old one', () => {
    const { context, setTraffic } = shop();
    setTraffic(
      reading([call('web', 'cart', { perSecond: 10 })], { isOld: true, address: 'http://old:9090' }),
      reading([call('web', 'cart', { kind: 'opentelemetry', metric: 'traces', perSecond: 1 })]),
    );
    expect(drawn(context.topology.rows())['web@eu > cart@eu']?.traffic).toEqual({
      perMinute: 60,
      failShare: 0,
      p95Ms: null,
    });
  });
});

describe('the age of traffic', () => {
  it('is shown where the Prometheus does not answer any more', () => {
    const { context, setTraffic } = shop();
    setTraffic(reading([call('web', 'cart')], { isOld: true }));
    expect(drawn(context.topology.rows())['web@eu > cart@eu']?.traffic).toMatchObject({
      until: '2026-03-12T03:13:50Z',
    });
  });

  it('changes no row whose rate changes only slightly', () => {
    const { context, setTraffic } = shop();
    const rowsAt = (perSecond: number) =>
      JSON.stringify(drawn(context.topology.rows())['web@eu > cart@eu'], null, perSecond);
    setTraffic(reading([call('web', 'cart', { perSecond: 20.6 })]));
    const before = rowsAt(1);
    setTraffic(reading([call('web', 'cart', { perSecond: 20.7 })]));
    expect(rowsAt(1)).toBe(before);
    setTraffic(reading([call('web', 'cart', { perSecond: 30 })]));
    expect(rowsAt(1)).not.toBe(before);
  });

  it('leaves no call that only metrics had, when they do not have it any more', () => {
    const { context, setTraffic } = shop();
    setTraffic(reading([call('web', 'cart')]));
    expect(Object.keys(drawn(context.topology.rows()))).toEqual(['web@eu > cart@eu']);
    setTraffic(reading([]));
    expect(drawn(context.topology.rows())).toEqual({});
  });
});

describe('a hostile series', () => {
  it('puts no credential, no control character and no endless name on the screen', () => {
    const { context, setTraffic } = shop();
    const hostile = 'https://user:hunter2@db\u202e\n'.padEnd(4000, 'x');
    setTraffic(
      reading([
        call('web', 'cart', {
          labels: { source_workload: 'web', destination_service: hostile, authority: hostile },
        }),
        call('web', hostile),
        call('web', '', { to: { name: hostile } }),
        ...observed('opentelemetry'),
        ...observed('linkerd'),
      ]),
    );
    const text = JSON.stringify(context.topology.rows());
    expect(text).toContain('authority=…');
    expect(text).not.toMatch(/hunter2|user:pw|\\u202e|x{300}/u);
  });
});
