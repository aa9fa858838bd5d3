import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TRAFFIC_KINDS, type TrafficKind } from '@/lib/model';
import { readAnswer } from '@/lib/sources/prometheus-answer';
import { DIALECTS, type Observation } from './index';
import type { ObservedEnd, Sample } from './observation';

type Raw = Readonly<Record<string, unknown>>;

/** What a Prometheus answers to the queries of a dialect, in the shape of its documentation. */
function fixture(kind: TrafficKind): Raw {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures', `${kind}.json`), 'utf8')) as Raw;
}

function samplesOf(raw: Raw): Record<string, readonly Sample[]> {
  return Object.fromEntries(
    Object.entries(raw).map(([name, json]) => [name, readAnswer(json).samples ?? []]),
  );
}

function observe(kind: TrafficKind, clusterLabel: string | null = null): readonly Observation[] {
  return DIALECTS[kind].read(samplesOf(fixture(kind)), clusterLabel);
}

function endWords({ home, namespace, workload, service, host, name }: ObservedEnd): string {
  const place = home === undefined ? '' : `@${home}`;
  const what = workload ?? (service === undefined ? undefined : `svc ${service}`) ?? host ?? name ?? 'nobody';
  return `${namespace === undefined ? '' : `${namespace}/`}${what}${place}`;
}

/** `shop/checkout > shop/payments: 20.7/s, 6.4/s answer 503, p95 119 ms`. */
function words({ from, to, unit, perSecond, failures, p95Ms, bytesPerSecond }: Observation): string {
  const parts = [`${Number(perSecond.toFixed(2))}${unit === 'requests' ? '' : ` ${unit}`}/s`];
  for (const { what, perSecond: rate } of failures) parts.push(`${Number(rate.toFixed(2))}/s ${what}`);
  if (p95Ms !== null) parts.push(`p95 ${Math.round(p95Ms)} ms`);
  if (bytesPerSecond !== null) parts.push(`${bytesPerSecond} B/s`);
  return `${endWords(from)} > ${endWords(to)}: ${parts.join(', ')}`;
}

describe('Istio', () => {
  const lines = observe('istio').map(words);

  it('counts a request once, though both ends report it', () => {
    expect(lines).toContain('shop/checkout > shop/payments: 20.7/s, 6.4/s answer 503, p95 119 ms');
    expect(lines.filter((line) => line.startsWith('shop/checkout > shop/payments'))).toHaveLength(1);
  });

  it('believes the caller where the called has no proxy', () => {
    expect(lines).toContain('shop/checkout > shop/ledger: 6.8/s');
  });

  it('believes the caller where some never arrived, and knows the Service they were for', () => {
    expect(lines.filter((line) => line.startsWith('shop/invoices'))).toEqual([
      'shop/invoices > shop/payments: 2/s',
      'shop/invoices > shop/svc payments: 3/s, 3/s answer 503',
    ]);
  });

  it('knows gRPC’s failures behind an answer of 200, and that not found is none', () => {
    expect(lines).toContain('shop/web > shop/cart: 5/s, 1/s answer gRPC 14');
  });

  it('knows hosts outside, and takes no name of Envoy’s own for one', () => {
    expect(lines).toContain('shop/web > api.mail.example.com: 0.5/s');
    expect(lines).toContain('shop/web > svc PassthroughCluster: 0.5/s');
  });

  it('leaves a caller empty that the mesh does not know', () => {
    expect(lines).toContain('nobody > shop/web: 9/s');
  });

  it('sees a connection that stays open by its bytes', () => {
    expect(lines).toContain('shop/ledger > shop/ledger-db: 0.05 connections/s, 4096 B/s');
    expect(lines).toContain('shop/cart > shop/cart-redis: 0 connections/s, 2048 B/s');
  });

  it('leaves out what was not called in these minutes', () => {
    expect(lines.some((line) => line.includes('search'))).toBe(false);
  });
});

describe('Linkerd', () => {
  const lines = observe('linkerd').map(words);

  it('has the rate, the failures and the latency of a call', () => {
    expect(lines).toContain('shop/checkout > shop/payments: 20.7/s, 6.4/s answer 503, p95 95 ms');
  });

  it('believes its classification: gRPC fails with an answer of 200', () => {
    expect(lines).toContain('shop/web > shop/cart: 1/s, 1/s fail');
  });

  it('knows StatefulSets and Jobs', () => {
    expect(lines).toContain('shop/cart > shop/cart-redis: 0.2/s');
    expect(lines).toContain('shop/nightly-29212345 > shop/mail: 0.1/s');
  });

  it('knows a host by its authority, but none with credentials', () => {
    expect(lines).toContain('shop/web > api.mail.example.com:443: 0.5/s');
    expect(lines.join()).not.toContain('pw');
    expect(lines).toContain('shop/web > nobody: 0.5/s');
  });
});

describe('Hubble', () => {
  const lines = observe('hubble').map(words);

  it('counts a request once, though both proxies report it', () => {
    expect(lines.filter((line) => line.startsWith('shop/checkout > shop/payments: 20.7/s'))).toEqual([
      'shop/checkout > shop/payments: 20.7/s, 6.4/s answer 503, p95 120 ms',
    ]);
  });

  it('reads the contexts workload and dns where there are no labels', () => {
    expect(lines).toContain('shop/web > shop/cart: 2/s');
    expect(lines).toContain('shop/web > api.mail.example.com: 0.5/s');
  });

  it('distinguishes flows from requests, and those that are dropped', () => {
    expect(lines).toContain('shop/payments > shop/checkout: 80 flows/s');
    expect(lines).toContain('shop/web > shop/ledger: 0.3 flows/s, 0.3/s are dropped');
  });
});

describe('OpenTelemetry', () => {
  const lines = observe('opentelemetry').map(words);

  it('has names alone, with rate, failures and latency', () => {
    expect(lines).toContain('checkout > payments: 20.7/s, 6.4/s fail, p95 119 ms');
  });

  it('has workloads where the connector adds them', () => {
    expect(lines).toContain('shop/web > shop/cart: 2/s');
  });

  it('leaves a caller without spans empty', () => {
    expect(lines).toContain('nobody > web: 9/s');
  });
});

it('distinguishes clusters by the label of the settings', () => {
  const labels = { namespace: 'shop', deployment: 'web', dst_namespace: 'shop', dst_deployment: 'cart' };
  const responses = ['eu', 'us'].map((cluster) => ({ labels: { ...labels, cluster }, value: 1 }));
  expect(DIALECTS.linkerd.read({ responses }, 'cluster').map(words)).toEqual([
    'shop/web@eu > shop/cart@eu: 1/s',
    'shop/web@us > shop/cart@us: 1/s',
  ]);
  expect(Object.values(DIALECTS.linkerd.queries(['cluster'])).every((one) => one.includes('cluster'))).toBe(
    true,
  );
});

const json = fc.jsonValue({ maxDepth: 4 });
/** A fixture with one part of it replaced by anything. */
const mutilated = fc
  .record({
    kind: fc.constantFrom(...TRAFFIC_KINDS),
    at: fc.nat(),
    what: json,
    depth: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ kind, at, what, depth }) => ({ kind, raw: replaced(fixture(kind), at, { what, depth }) as Raw }));

function replaced(
  value: unknown,
  at: number,
  by: { readonly what: unknown; readonly depth: number },
): unknown {
  if (by.depth === 0 || typeof value !== 'object' || value === null) return by.what;
  const keys = Object.keys(value);
  const key = keys[at % Math.max(1, keys.length)] ?? '';
  const next = replaced((value as Raw)[key], at, { ...by, depth: by.depth - 1 });
  return Array.isArray(value)
    ? value.map((one: unknown, index) => (String(index) === key ? next : one))
    : { ...value, [key]: next };
}

describe('whatever is answered', () => {
  it('is read without a throw, and no rate is less than nothing or no number', () => {
    fc.assert(
      fc.property(mutilated, ({ kind, raw }) => {
        for (const one of DIALECTS[kind].read(samplesOf(raw), null)) {
          expect(one.perSecond).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(one.perSecond)).toBe(true);
          expect(one.p95Ms ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is refused with what the Prometheus says', () => {
    expect(readAnswer({ status: 'error', errorType: 'bad_data', error: 'parse error' })).toEqual({
      refused: 'The query failed: parse error',
    });
    expect(readAnswer([])).toEqual({ refused: 'The answer is not a JSON object.' });
    expect(readAnswer({ status: 'success', data: { resultType: 'scalar', result: [1, '1'] } })).toEqual({
      refused: 'The answer holds no vector.',
    });
  });
});
