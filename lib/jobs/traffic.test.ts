import { describe, expect, it } from 'vitest';
import { configSchema, type MetricAnswers } from '@/lib/model';
import type { TrafficReading } from '@/lib/derive/topology/observed/reading';
import { keepTraffic, observationsOf, trafficQueries } from './traffic';

const EU = 'http://eu:9090';
const US = 'http://us:9090';
const { metrics } = configSchema.parse({
  metrics: [
    { url: EU, clusters: ['eu'], kinds: ['istio', 'linkerd'], clusterLabel: 'region' },
    { url: US, kinds: ['linkerd'] },
  ],
});
const ANSWERS: MetricAnswers = {
  'linkerd/responses': [
    {
      labels: {
        namespace: 'shop',
        deployment: 'web',
        dst_namespace: 'shop',
        dst_deployment: 'cart',
        region: 'eu',
      },
      value: 3,
    },
  ],
};
const READING = { name: EU, value: ANSWERS, observedAt: '2026-03-12T03:14:00Z', isOld: false };

describe('the traffic of a Prometheus', () => {
  it('is queried for the kinds of the settings, separated by the label of the cluster', () => {
    const [eu, us] = metrics.map((settings) => trafficQueries(settings));
    expect(Object.keys(us ?? {}).every((name) => name.startsWith('linkerd/'))).toBe(true);
    expect(Object.keys(eu ?? {})).toEqual(expect.arrayContaining(['istio/requests', 'linkerd/responses']));
    expect(eu?.['linkerd/responses']).toContain('region');
    expect(us?.['linkerd/responses']).not.toContain('region');
  });

  it('is read from the answers to those queries', () => {
    const [settings] = metrics;
    const observations = settings === undefined ? [] : observationsOf(ANSWERS, settings);
    expect(observations).toMatchObject([
      { kind: 'linkerd', perSecond: 3, from: { home: 'eu', workload: 'web' }, to: { workload: 'cart' } },
    ]);
  });

  it('is kept until the next reading, in the order of the settings', () => {
    const handed: (readonly TrafficReading[])[] = [];
    const take = keepTraffic(metrics, (readings) => handed.push(readings));
    take({ ...READING, name: US });
    take(READING);
    take({ ...READING, isOld: true });
    expect(handed.map((all) => all.map(({ address, isOld }) => [address, isOld]))).toEqual([
      [[US, false]],
      [
        [EU, false],
        [US, false],
      ],
      [
        [EU, true],
        [US, false],
      ],
    ]);
    expect(handed[1]?.[0]).toMatchObject({ clusters: ['eu'], observedAt: READING.observedAt });
    expect(handed[1]?.[1]?.clusters).toBeNull();
  });
});
