import { describe, expect, it } from 'vitest';
import type { EndpointSlice, Probed, RegistryInstance } from '@/lib/model';
import { deployment, endpointSlice, pod, replicaSet, service } from '@/lib/views/testing/objects';
import { probes } from '@/lib/views/testing/probed';
import { registry } from '@/lib/views/testing/registered';
import { scene } from '@/lib/views/testing/scene';
import { ProbeTargets } from '@/lib/views/registry/probe-targets';
import { readRegistryLatency } from './latency';
import { readRegistry, readRegistryService } from './read';

const AT = { cluster: 'eu', namespace: 'shop', service: 'cart', address: '10.0.0.1', port: 8080 } as const;
const SILENCE: Probed = {
  status: 'critical',
  since: 60_000,
  sentence: 'It cannot be reached: connection refused.',
  heard: 'silence',
  askedAt: 90_000,
  tookMs: 1,
};
const ANSWER: Probed = { ...SILENCE, status: 'passing', sentence: 'HTTP 200.', heard: 'answer', tookMs: 12 };

/** One pod of a Service whose annotation demands a probe. */
function world(options: { isReady?: boolean; annotation?: string; unreached?: readonly string[] } = {}) {
  const { isReady = true, annotation = 'http:8080/healthz', unreached } = options;
  const heard = probes({ unreached });
  const reported = registry([]);
  const made = scene({ probed: heard.picture, registered: reported.picture });
  const owner = deployment({ name: 'cart', labels: { 'backstage.io/kubernetes-id': 'cart' } });
  const set = replicaSet(owner);
  const one = pod({ name: 'cart-1', labels: { app: 'cart' }, owner: set });
  const front = service({ name: 'cart', annotations: { 'pilothouse.dev/probe': annotation } });
  const slice = endpointSlice({ name: 'cart-x1', service: 'cart', pods: [one] });
  const published: EndpointSlice = {
    ...slice,
    endpoints: slice.endpoints.map((endpoint) => ({ ...endpoint, ready: isReady, serving: isReady })),
  };
  const targets = new ProbeTargets(made.world.store);
  targets.follow();
  made.world.put('eu', owner, set, one, front, published);
  reported.setNow(100_000);
  const shown = (): RegistryInstance => {
    made.context.registry.settle();
    const [instance] = readRegistryService(made.context, 'cart').instances;
    if (instance === undefined) throw new Error('cart has no instance');
    return instance;
  };
  return {
    ...made,
    reported,
    heard,
    slice: published,
    front,
    shown,
    row: () => readRegistry(made.context, {}).items[0],
    targets: () => [...targets.list()].flatMap((each) => each.targets),
    isRead: () => [...targets.list()].map((each) => each.isRead),
  };
}

describe('an endpoint that is probed', () => {
  it('is a warning where Kubernetes calls it ready and it does not answer, with its reason and its receipt', () => {
    const made = world();
    expect(made.shown()).toMatchObject({
      status: 'passing',
      probes: [
        { by: 'Service cart', asks: 'http 10.0.0.1:8080/healthz', status: null, sentence: 'Not probed yet.' },
      ],
    });
    made.heard.hear(AT, SILENCE);
    expect(made.shown()).toMatchObject({
      status: 'warning',
      message: 'Its pod is ready, but does not answer. It cannot be reached: connection refused.',
      since: '1970-01-01T00:01:00.000Z',
    });
    expect(made.shown().receipts[1]).toMatchObject({
      rule: 'registry.probe',
      field: 'http 10.0.0.1:8080/healthz',
      value: 'It cannot be reached: connection refused.',
      object: { kind: 'Service', name: 'cart' },
      observedAt: '1970-01-01T00:01:30.000Z',
    });
    // The list of the registry shows it too, without anybody having opened the service.
    expect(made.row()).toMatchObject({
      statuses: [{ status: 'warning', instances: 1 }],
      truth: { running: 'late' },
      disagreements: 0,
    });
    made.heard.hear(AT, ANSWER);
    expect(made.shown()).toMatchObject({ status: 'passing', probes: [{ tookMs: 12, heard: 'answer' }] });
    expect(made.row()?.truth.running).toBe('yes');
  });

  it('shows the answer where that is a failure', () => {
    const made = world();
    made.heard.hear(AT, { ...SILENCE, heard: 'answer', sentence: 'HTTP 503.' });
    expect(made.shown().message).toBe('Its pod is ready, but does not answer as it should: HTTP 503.');
  });

  it('stays critical where Kubernetes calls it not ready and it answers, and shows both', () => {
    const made = world({ isReady: false });
    made.heard.hear(AT, ANSWER);
    expect(made.shown()).toMatchObject({
      status: 'critical',
      message: 'Its pod is not ready: it is not given to callers. But it answers: HTTP 200.',
    });
  });

  it('is not judged by an old result, and changes by itself when the result becomes old', () => {
    const made = world();
    made.heard.hear(AT, SILENCE);
    expect(made.shown().status).toBe('warning');
    // 3 intervals, a timeout and two minutes after the last probe.
    const oldAt = 90_000 + 30_000 + 2000 + 120_000;
    expect(made.context.registry.nextEnd()).toBe(made.context.now().getTime() + oldAt - 100_000);
    made.reported.setNow(oldAt);
    expect(made.shown()).toMatchObject({ status: 'passing', probes: [{ status: 'critical' }] });
  });

  it('is not judged where its cluster is not named, nor where it may not be probed', () => {
    const far = world({ unreached: ['eu'] });
    far.heard.hear(AT, SILENCE);
    expect(far.shown()).toMatchObject({
      status: 'passing',
      probes: [
        { status: null, heard: null, sentence: 'Not probed: registry.probes.clusters does not name eu.' },
      ],
    });
    const made = world();
    const why = 'Not probed: 10.0.0.1 is in no range of registry.probes.allow.';
    made.heard.hear(AT, { ...SILENCE, status: null, since: null, heard: null, sentence: why });
    expect(made.shown()).toMatchObject({ status: 'passing', probes: [{ status: null, sentence: why }] });
  });

  it('has its last hour by minutes, in pages', () => {
    const made = world();
    const minute = { asked: 6, failed: 1, p50Ms: 12, maxMs: 40 };
    made.reported.setNow(90 * 60_000 + 5000);
    made.heard.setMinutes(
      AT,
      { ...minute, at: 31 * 60_000 },
      { ...minute, at: 90 * 60_000, p50Ms: null, maxMs: null },
    );
    const { from, items, nextCursor } = readRegistryLatency(made.context, 'cart', {});
    expect([from, nextCursor]).toEqual(['1970-01-01T00:31:00.000Z', null]);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ instance: made.shown().id, asks: made.shown().probes[0]?.asks });
    expect(items[0]?.asked).toEqual([6, ...Array.from({ length: 58 }, () => 0), 6]);
    expect([items[0]?.p50Ms[0], items[0]?.p50Ms[59]]).toEqual([12, null]);
    expect(() => readRegistryLatency(made.context, 'nothing', {})).toThrow('knows no service "nothing"');
  });

  it('comes and goes with its slice, its Service and its annotation', () => {
    const made = world();
    expect(made.targets()).toMatchObject([AT]);
    const [endpoint] = made.slice.endpoints;
    if (endpoint === undefined) throw new Error('the slice lost its endpoint');
    const later = (resourceVersion: string, more: Partial<EndpointSlice>): EndpointSlice => ({
      ...made.slice,
      ...more,
      metadata: { ...made.slice.metadata, resourceVersion },
    });
    const second = { ...endpoint, addresses: ['10.0.0.2'] };
    made.world.put('eu', later('1001', { endpoints: [{ ...endpoint, terminating: true }, second] }));
    expect(made.targets().map(({ address }) => address)).toEqual(['10.0.0.2']);
    made.world.put('eu', later('1002', { endpoints: [endpoint], addressType: 'FQDN' }));
    expect(made.targets().map(({ address }) => address)).toEqual(['10.0.0.1']);
    made.world.take('eu', later('1003', {}));
    expect(made.targets()).toEqual([]);
    made.world.put('eu', later('1004', {}));
    made.world.take('eu', made.front);
    expect(made.targets()).toEqual([]);
    made.world.put('eu', {
      ...made.front,
      metadata: { ...made.front.metadata, resourceVersion: '1005', annotations: {} },
    });
    expect(made.targets()).toEqual([]);
  });

  it('is not probed while its cluster is not read', () => {
    const made = world();
    expect(made.isRead()).toEqual([true]);
    made.world
      .writer('eu')
      .setReach({ state: 'stale', observedAt: null, reason: 'It is silent.' }, '2026-03-12T03:15:00Z');
    expect(made.isRead()).toEqual([false]);
  });

  it('is listed with a mistake in its annotation, and not probed', () => {
    const made = world({ annotation: 'http:8080/healthz interval=fast' });
    expect(made.targets()).toEqual([]);
    expect(readRegistryService(made.context, 'cart').kubernetes[0]?.probe).toEqual({
      asks: null,
      problem: 'pilothouse.dev/probe: interval: expected 1s to 1h, such as 10s, got “fast”.',
    });
    expect(readRegistryService(world().context, 'cart').kubernetes[0]?.probe).toEqual({
      asks: 'http :8080/healthz every 10\u00a0s, within 2\u00a0s; healthy after 1 in a row, unhealthy after 3',
      problem: null,
    });
  });
});
