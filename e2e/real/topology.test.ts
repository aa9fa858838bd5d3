import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  mapRowSchema,
  pageSchema,
  topologySchema,
  trafficSourceSchema,
  type EvidenceSource,
  type MapEdge,
} from '@/lib/model';
import { eventually } from '../cluster/eventually';
import { whyNoCluster } from '../cluster/open-cluster';
import { BOUTIQUE_CALLS, metricsConfig } from '../traffic/boutique-calls';
import { startPrometheus, whyNoPrometheus, type RealPrometheus } from '../traffic/prometheus';
import { idOf, openBoutique, type Boutique } from './boutique';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);
const withoutPrometheus = whyNoPrometheus();
if (withoutPrometheus !== null) console.warn(`skipped: ${withoutPrometheus}`);

/** Who calls whom, as the architecture of Online Boutique draws it. */
const CALLS = [
  'cartservice > redis-cart',
  'checkoutservice > cartservice',
  'checkoutservice > currencyservice',
  'checkoutservice > emailservice',
  'checkoutservice > paymentservice',
  'checkoutservice > productcatalogservice',
  'checkoutservice > shippingservice',
  'frontend > adservice',
  'frontend > cartservice',
  'frontend > checkoutservice',
  'frontend > currencyservice',
  'frontend > productcatalogservice',
  'frontend > recommendationservice',
  'frontend > shippingservice',
  'loadgenerator > frontend',
  'recommendationservice > productcatalogservice',
];
const sourcesSchema = pageSchema(trafficSourceSchema);
const mapSchema = z.object({ items: z.array(mapRowSchema) });

describe.skipIf(skipped !== null)('what calls what in Online Boutique', () => {
  let boutique: Boutique;
  let prometheus: RealPrometheus | null = null;
  beforeAll(async () => {
    if (withoutPrometheus === null) prometheus = await startPrometheus({ calls: BOUTIQUE_CALLS });
    boutique = await openBoutique(prometheus === null ? {} : { config: metricsConfig(prometheus.url) });
    return async () => {
      await boutique.stop();
      await prometheus?.stop();
    };
  });

  const edges = async (): Promise<MapEdge[]> => {
    const { items } = await boutique.api.ask('GET', '/api/v1/topology?view=map', mapSchema);
    return items.filter((row) => row.kindOfRow === 'edge');
  };
  const nameOf = (id: string): string => id.split('~')[0] ?? id;
  const wordsOf = ({ from, to }: Pick<MapEdge, 'from' | 'to'>): string => `${nameOf(from)} > ${nameOf(to)}`;
  const from = (all: readonly MapEdge[], source: EvidenceSource): string[] =>
    all
      .filter(({ kind, evidence }) => kind === 'calls' && evidence.some((one) => one.source === source))
      .map(wordsOf)
      .sort();

  it('is read from its configuration, with the field that says so', async () => {
    const { nodes, edges: all } = await boutique.api.ask(
      'GET',
      '/api/v1/topology?cluster=boutique',
      topologySchema,
    );
    const calls = all.filter(({ kind }) => kind === 'calls');
    const named = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
    expect(calls.map((edge) => `${named(edge.from)} > ${named(edge.to)}`).sort()).toEqual(CALLS);
    const cart = calls.find((edge) => named(edge.from) === 'frontend' && named(edge.to) === 'cartservice');
    expect(cart).toMatchObject({
      from: 'deployment:default/frontend@boutique',
      to: 'service:default/cartservice@boutique',
    });
    expect(cart?.evidence).toMatchObject([
      {
        source: 'configured',
        object: 'Deployment default/frontend',
        field: 'containers[server].env[CART_SERVICE_ADDR]',
        value: 'cartservice:7070',
        cluster: 'boutique',
      },
    ]);
    expect(nodes.find(({ name }) => name === 'redis-cart')).toMatchObject({ health: { status: 'Healthy' } });
    expect(all.find(({ kind }) => kind === 'routes')).toMatchObject({
      from: 'loadbalancer:default/frontend-external@boutique',
      to: 'service:default/frontend-external@boutique',
    });
  });

  it('is the same on the map, and around one service', async () => {
    expect(from(await edges(), 'configured')).toEqual(CALLS);
    const path = `/api/v1/topology?view=map&service=${encodeURIComponent(idOf('redis-cart'))}`;
    const { items } = await boutique.api.ask('GET', path, mapSchema);
    expect(items.filter((row) => row.kindOfRow === 'edge').map(wordsOf)).toEqual([
      'cartservice > redis-cart',
    ]);
  });

  it('changes with the configuration', async () => {
    const { cluster } = boutique;
    await cluster.kubectl(['set', 'env', 'deployment/adservice', 'MAIL_ADDR=emailservice:5000']);
    const added = async (): Promise<boolean> =>
      from(await edges(), 'configured').includes('adservice > emailservice');
    await eventually(added, { what: 'the new call' });
    await cluster.kubectl(['set', 'env', 'deployment/adservice', 'MAIL_ADDR-']);
    await eventually(async () => !(await added()), { what: 'the end of the call' });
  });

  it.skipIf(withoutPrometheus !== null)(
    'is observed where a Prometheus saw it, until that is silent',
    async () => {
      const seen = await eventually(
        async () => {
          const all = await edges();
          return from(all, 'observed').length === BOUTIQUE_CALLS.length ? all : null;
        },
        { what: 'observed calls' },
      );
      const edge = (words: string): MapEdge | undefined => seen.find((one) => wordsOf(one) === words);
      expect(from(seen, 'observed')).toEqual(BOUTIQUE_CALLS.map((one) => `${one.from} > ${one.to}`).sort());
      expect(edge('frontend > cartservice')).toMatchObject({
        traffic: { perMinute: 1200, failShare: 0.3 },
        evidence: [{ source: 'observed', object: 'istio_requests_total' }, { source: 'configured' }],
      });
      expect(edge('checkoutservice > paymentservice')?.traffic).toMatchObject({
        perMinute: 30,
        failShare: 0,
      });
      expect(edge('loadgenerator > adservice')?.evidence.map(({ source }) => source)).toEqual(['observed']);
      expect(edge('frontend > adservice')?.traffic).toBeNull();
      const { items } = await boutique.api.ask('GET', '/api/v1/topology/sources', sourcesSchema);
      expect(items).toMatchObject([
        {
          address: prometheus?.url,
          state: 'live',
          sentence: null,
          series: { placed: BOUTIQUE_CALLS.length, caller: 0, called: 0, ambiguous: 0 },
        },
      ]);

      await prometheus?.stop();
      const old = await eventually(
        async () => (await edges()).find(({ traffic }) => traffic?.until !== undefined) ?? null,
        { what: 'traffic that says until when it was so', timeoutMs: 60_000 },
      );
      expect(old.traffic?.until).toBe(old.evidence[0]?.observedAt);
      expect(boutique.product.isTheSame()).toBe(true);
    },
  );
});
