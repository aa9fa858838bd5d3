import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogEntity, EndpointTarget, Pod, RegisteredInstance } from '@/lib/model';
import { deriveRegistry, mature, type PlaceFacts, type RegistryFacts, type AddressLocation } from '.';
import { load, ofKind } from '../testing/load';

const NOW = new Date('2026-03-12T03:14:00Z');

const OBJECTS = load(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop, labels: {app: cart}}
spec:
  replicas: 2
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec: {containers: [{name: main, image: 'registry.example/cart:1', ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: cart-1, namespace: shop, labels: {app: cart}}
spec: {containers: [{name: main, image: 'registry.example/cart:1', ports: [{name: http, containerPort: 8080}]}]}
status: {phase: Running, podIP: 10.0.0.1, conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-03-12T03:00:00Z'}]}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: http}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-1, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints:
  - {addresses: [10.0.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: cart-1, uid: Pod/shop/cart-1}}
  - {addresses: [10.0.0.9], conditions: {ready: false}}
`);

const [workload] = ofKind(OBJECTS, 'Deployment');
const pods = ofKind(OBJECTS, 'Pod');
const [service] = ofKind(OBJECTS, 'Service');
const slices = ofKind(OBJECTS, 'EndpointSlice');
if (workload === undefined || service === undefined) throw new Error('the fixture lost its objects');

const TARGET: EndpointTarget = {
  cluster: 'eu',
  namespace: 'shop',
  service: 'cart',
  address: '10.0.0.1',
  port: 8080,
  probe: {
    kind: 'http',
    port: null,
    path: '/',
    intervalMs: 10_000,
    timeoutMs: 1000,
    healthy: 1,
    unhealthy: 3,
  },
};

const texts = fc.constantFrom('', '8080', 'http', '-1', 'a=b', 'production=3, 2', '99999', '10.0.0.1', '::');
const locations = (pod: Pod): fc.Arbitrary<AddressLocation> =>
  fc.constantFrom<AddressLocation>(
    { is: 'outside' },
    { is: 'gone', cluster: 'eu', pod: null, at: null },
    { is: 'gone', cluster: 'eu', pod: 'cart-0', at: '2026-03-12T03:10:00Z' },
    { is: 'node', cluster: 'eu', node: 'node-1' },
    { is: 'ambiguous', clusters: ['eu', 'us'] },
    { is: 'unreadable', cluster: 'eu' },
    { is: 'pod', cluster: 'eu', environment: 'production', pod, service: null },
    { is: 'pod', cluster: 'eu', environment: 'production', pod, service: { id: 'cart', name: 'cart' } },
    { is: 'pod', cluster: 'eu', environment: 'production', pod, service: { id: 'search', name: 'search' } },
  );

const instances: fc.Arbitrary<RegisteredInstance> = fc.record({
  service: fc.constantFrom('cart', 'legacy'),
  id: fc.constantFrom('a', 'b'),
  source: fc.constantFrom('self', 'consul'),
  address: texts,
  port: fc.option(fc.integer({ min: 0, max: 65_535 })),
  tags: fc.array(texts, { maxLength: 2 }),
  metadata: fc.constant({}),
  weight: fc.double({ min: 0, max: 10, noNaN: true }),
  version: fc.option(texts),
  zone: fc.option(texts),
  checks: fc.array(
    fc.record({
      id: fc.constantFrom('heartbeat', 'service:web'),
      name: texts,
      status: fc.constantFrom('passing', 'warning', 'critical'),
      output: texts,
      ttlMs: fc.option(fc.integer({ min: 0, max: 3_600_000 })),
      reportedAt: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
      heard: fc.constantFrom('answer', 'silence', null),
      probe: fc.option(
        fc.record({ kind: fc.constantFrom('http', 'tcp', 'grpc'), target: texts, intervalMs: fc.nat() }),
      ),
    }),
    { maxLength: 2 },
  ),
  status: fc.constantFrom('passing', 'warning', 'critical'),
  drained: fc.option(fc.constant({ reason: 'x', by: 'y', at: 1 })),
  registeredAt: fc.integer({ min: 0, max: 2_000_000 }),
  lastSeenAt: fc.integer({ min: 0, max: 2_000_000 }),
  statusSince: fc.integer({ min: 0, max: 2_000_000 }),
  deregisterAfterMs: fc.option(fc.integer({ min: 0, max: 3_600_000 })),
  createIndex: fc.nat(),
  modifyIndex: fc.nat(),
});

const component = (annotations: Record<string, string>): CatalogEntity => ({
  ref: 'component:default/cart',
  kind: 'Component',
  namespace: 'default',
  name: 'cart',
  title: null,
  description: null,
  labels: {},
  annotations,
  tags: [],
  links: [],
  type: null,
  lifecycle: null,
  owner: null,
  system: null,
  domain: null,
  dependsOn: [],
  providesApis: [],
  consumesApis: [],
  memberOf: [],
});

const pod = pods[0];
if (pod === undefined) throw new Error('the fixture lost its pod');

const facts: fc.Arbitrary<RegistryFacts> = fc
  .record({
    knife: fc.array(fc.constantFrom<unknown>(undefined, undefined, undefined, [], {}), {
      minLength: 1,
      maxLength: 40,
    }),
    isLive: fc.boolean(),
    hasPods: fc.boolean(),
    isAstray: fc.boolean(),
    location: locations(pod),
    declared: fc.option(fc.record({ port: texts, min: texts })),
    registered: fc.array(
      fc.record({
        instance: instances,
        location: locations(pod),
        sharing: fc.array(instances, { maxLength: 2 }),
        asked: fc.constant(new Map([['heartbeat', { at: 1_000_000, tookMs: 12 }]])),
      }),
      {
        maxLength: 3,
      },
    ),
    isReached: fc.boolean(),
    probed: fc.option(
      fc.record({
        status: fc.constantFrom('passing', 'warning', 'critical', null),
        since: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
        sentence: texts,
        heard: fc.constantFrom('answer', 'silence', null),
        askedAt: fc.integer({ min: 0, max: 3_000_000 }),
        tookMs: fc.nat(),
      }),
    ),
    registryNow: fc.integer({ min: 0, max: 3_000_000 }),
  })
  .map((given): RegistryFacts => {
    const { knife, isLive, hasPods, isAstray, location, declared, registered, registryNow } = given;
    let stroke = 0;
    // Lists and maps that the projection keeps are always there: only what they hold is cut.
    const cut = <T>(list: readonly T[]): T[] =>
      list.flatMap((one) => {
        stroke += 1;
        return knife[stroke % knife.length] === undefined ? [one] : [];
      });
    const own = hasPods ? cut(pods) : [];
    const place: PlaceFacts = {
      cluster: 'eu',
      namespace: 'shop',
      environment: 'production',
      placement: 'cart@eu/shop',
      observedAt: '2026-03-12T03:14:00Z',
      freshness: isLive ? { state: 'live' } : { state: 'stale', observedAt: null, reason: 'eu is silent.' },
      workloads: cut([{ workload, pods: own }]),
      services: isAstray
        ? []
        : cut([
            {
              service,
              slices: cut(
                slices.map((slice) => ({
                  ...slice,
                  endpoints: cut(slice.endpoints),
                  ports: cut(slice.ports),
                })),
              ),
            },
          ]),
      astray: isAstray ? [{ service, workload: workload.metadata.uid }] : [],
      pods: new Map(own.map((one) => [one.metadata.uid, one])),
      probes: [
        {
          service,
          isReached: given.isReached,
          asked: [{ target: TARGET, probed: given.probed }],
        },
      ],
      locations: new Map([['10.0.0.9', location]]),
      doubles: new Map(),
      vanished: null,
    };
    return {
      id: 'cart',
      name: 'cart',
      owner: null,
      isService: true,
      component:
        declared &&
        component({ 'pilothouse.dev/port': declared.port, 'pilothouse.dev/min-instances': declared.min }),
      places: [place],
      registered,
      registryNow,
    };
  });

describe('deriveRegistry', () => {
  it('never throws, and names each finding once', () => {
    fc.assert(
      fc.property(facts, (row) => {
        const { findings, instances: shown, againInMs } = deriveRegistry(row, NOW);
        expect(shown.filter(({ source }) => source !== 'kubernetes')).toHaveLength(row.registered.length);
        expect(againInMs === null || againInMs >= 0).toBe(true);
        for (const finding of findings) {
          expect(finding.sentence).toMatch(/\.$/u);
          expect(
            [finding.declared, finding.registered, finding.running].every(({ word }) => word !== ''),
          ).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reports nothing that Kubernetes cannot show', () => {
    fc.assert(
      fc.property(facts, (row) => {
        const places = row.places.map((place) => ({
          ...place,
          freshness: { state: 'stale', observedAt: null, reason: 'eu is silent.' } as const,
        }));
        const { findings } = deriveRegistry({ ...row, places, registered: [] }, NOW);
        expect(findings).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('mature', () => {
  it('reports a finding after its grace and never before, and forgets what is gone', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 60_000 }), (row, waitedMs) => {
        const { findings } = deriveRegistry(row, NOW);
        const first = mature(findings, new Map(), NOW);
        const later = mature(findings, first.firstFound, new Date(NOW.getTime() + waitedMs));
        for (const { finding, since } of later.reported) {
          expect(NOW.getTime() + waitedMs - Date.parse(since)).toBeGreaterThanOrEqual(finding.graceMs);
        }
        expect(later.reported.length).toBeGreaterThanOrEqual(first.reported.length);
        if (waitedMs >= 30_000) expect(later.reported).toHaveLength(findings.length);
        expect(mature([], later.firstFound, NOW).firstFound.size).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
