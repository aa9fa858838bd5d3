import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyObject, Mention } from '@/lib/model';
import { projectWritten } from '@/lib/projection';
import { deriveGraph } from './graph';
import { Names } from './names';
import { resolve } from './resolve';
import { sourceOf } from './source';

const service = (name: string, namespace: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { selector: { app: name }, ports: [{ port: 80 }] },
});
const deployment = (container: object, volumes: readonly object[] = []) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container], volumes } } },
});

function written(...raw: readonly object[]): AnyObject[] {
  return raw.flatMap((one) => projectWritten(one) ?? []);
}

/** Printable, and unlike anything that a test writes beside it. */
const password = fc
  .string({ minLength: 6, maxLength: 24, unit: 'grapheme-ascii' })
  .filter((text) => text.trim().length >= 6)
  .map((text) => `pW${text}Zq`);
const scheme = fc.constantFrom(
  'postgres',
  'amqp',
  'https',
  'redis',
  'mongodb+srv',
  'jdbc:mysql',
  'kafka',
  'foo',
);
const host = fc.constantFrom('cart', 'cart.shop.svc', 'db.example.com', 'cart.shop', '10.0.0.7');
const place = fc.constantFrom('env', 'args', 'file', 'line', 'pair', 'query');

function configured(where: string, url: string, secret: string): object[] {
  switch (where) {
    case 'env':
      return [deployment({ name: 'web', env: [{ name: 'SOME_URL', value: url }] })];
    case 'args':
      return [deployment({ name: 'web', args: ['--db-url', url, `--url=${url}`, `run ${url}`] })];
    case 'pair':
      return [
        deployment({
          name: 'web',
          env: [
            { name: 'PASS', value: secret },
            { name: 'CONNECTION', value: `Host=cart;Password=${secret};Port=80` },
          ],
        }),
      ];
    case 'query':
      return [
        deployment({
          name: 'web',
          env: [{ name: 'API_URL', value: `https://db.example.com/x?token=${encodeURIComponent(secret)}` }],
        }),
      ];
    default: {
      const data = where === 'file' ? { 'app.yaml': `db:\n  url: ${url}\n  password: ${secret}\n` } : { url };
      const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' }, data };
      const container = {
        name: 'web',
        volumeMounts: [{ name: 'v' }],
        envFrom: [{ configMapRef: { name: 'web' } }],
      };
      return [map, deployment(container, [{ name: 'v', configMap: { name: 'web' } }])];
    }
  }
}

describe('a password', () => {
  it('of a URL is never in what is kept or shown, wherever it is written', () => {
    fc.assert(
      fc.property(password, scheme, host, place, (secret, protocol, name, where) => {
        const url = `${protocol}://user:${secret}@${name}:5432/orders`;
        const objects = written(...configured(where, url, secret), service('cart', 'shop'));
        const { edges } = deriveGraph(sourceOf(objects));
        const shown = JSON.stringify([objects, edges]);
        expect(shown).not.toContain(JSON.stringify(secret).slice(1, -1));
        expect(shown).not.toContain(encodeURIComponent(secret));
      }),
      { numRuns: 600 },
    );
  });
});

describe('hostile text', () => {
  it('is bounded and on one line', () => {
    const name = `A\u202e<script>alert(1)</script>${'x'.repeat(5000)}_URL`;
    const objects = written(
      deployment({ name: 'web\u0000\n', env: [{ name, value: 'http://cart' }] }),
      service('cart', 'shop'),
    );
    const [evidence] = deriveGraph(sourceOf(objects)).edges.flatMap((edge) =>
      edge.kind === 'calls' ? edge.evidence : [],
    );
    expect(evidence?.detail.length).toBeLessThan(600);
    expect(evidence?.detail).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('resolving', () => {
  const names = new Names(sourceOf(written(service('cart', 'shop'), service('db', 'pay'))));
  const label = fc.constantFrom(
    'cart',
    'shop',
    'svc',
    'db',
    'pay',
    'cluster',
    'local',
    'pod',
    'cart-0',
    '10',
    'com',
    '',
  );

  it('has an answer for any name, and it is a Service that is there or a host', () => {
    fc.assert(
      fc.property(
        fc.array(label, { maxLength: 7 }),
        fc.constantFrom<Mention['ground']>('name', 'url', 'address', 'key'),
        fc.boolean(),
        fc.option(fc.constantFrom('80', '5432'), { nil: undefined }),
        (labels, ground, outside, port) => {
          const mention: Mention = {
            field: 'f',
            host: labels.join('.'),
            ground,
            keyed: false,
            outside,
            value: 'v',
            port,
          };
          const target = resolve(mention, 'shop', names);
          if (target?.kind === 'service') expect([...names.allServices()]).toContain(target.service);
          else if (target !== null) expect(outside).toBe(true);
        },
      ),
    );
  });
});

describe('reading configuration', () => {
  it('ends in good time, however a long text is made', () => {
    const lines = [
      'a:'.repeat(60_000),
      '://'.repeat(60_000),
      'x.'.repeat(60_000),
      '$('.repeat(60_000),
      '@'.repeat(120_000),
    ];
    const data = Object.fromEntries(lines.map((line, index) => [`k${index}`, line]));
    const [map] = written({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'big', namespace: 'shop' },
      data,
    });
    expect(map?.kind).toBe('ConfigMap');
  });

  it('reads any value in the place of configuration', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (env, data) => {
        const objects = written(
          deployment({ name: 'web', env, args: env, envFrom: data, volumeMounts: data }),
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'web', namespace: 'shop' },
            data,
          },
        );
        expect(deriveGraph(sourceOf(objects)).edges).toEqual([]);
      }),
    );
  });
});
