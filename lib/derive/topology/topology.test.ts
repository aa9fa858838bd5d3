import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { AnyObject } from '@/lib/model';
import { projectWritten } from '@/lib/projection';
import { fixtureText, rawObjects } from '../testing/load';
import { deriveGraph } from './graph';
import { sourceOf } from './source';

const cases = readdirSync(fileURLToPath(new URL('fixtures', import.meta.url))).sort();

function objectsIn(text: string): AnyObject[] {
  return rawObjects(text).flatMap((raw) => projectWritten(raw) ?? []);
}

/** Edges that a fixture's head names; kinds of edges that it names none of are not looked at. */
function expectedIn(text: string): {
  readonly edges: readonly string[];
  readonly kinds: ReadonlySet<string>;
} {
  const edges = [...text.matchAll(/^# expect: (.+)$/gmu)].map(([, edge = '']) => edge);
  const [document] = parseAllDocuments(text);
  expect(document?.errors).toEqual([]);
  return { edges: edges.sort(), kinds: new Set(edges.map((edge) => edge.split(' ')[1] ?? '')) };
}

const graphOf = (text: string) => deriveGraph(sourceOf(objectsIn(text)));
const fixture = (name: string) => fixtureText(`topology/fixtures/${name}`);

describe('what calls what', () => {
  it.each(cases)('%s', (name) => {
    const { edges, kinds } = expectedIn(fixture(name));
    expect(edges.length).toBeGreaterThan(0);
    const found = graphOf(fixture(name)).edges.filter(({ kind }) => kinds.has(kind));
    expect(found.map(({ from, kind, to }) => `${from} ${kind} ${to}`).sort()).toEqual(edges);
  });
});

describe('what is not read', () => {
  it('is shown for a workload whose addresses come from Secrets', () => {
    const { nodes } = graphOf(fixture('settings-from-secrets.yaml'));
    expect(nodes.filter(({ unread }) => unread.length > 0)).toMatchObject([
      {
        id: 'deployment:shop/orders',
        unread: ['DATABASE_URL from Secret orders-db, key url', 'Any variable from Secret orders-env'],
      },
    ]);
  });
});

describe('the evidence', () => {
  const evidence = (file: string, to: string): readonly string[] =>
    graphOf(fixture(file))
      .edges.filter((edge) => edge.to === to && edge.kind !== 'selects')
      .flatMap((edge) => edge.evidence.map(({ detail }) => detail));

  it('names object, field and value, without credentials', () => {
    expect(evidence('host-names-of-every-form.yaml', 'service:shop/queue')).toEqual([
      'Deployment shop/web, containers[web].env[AMQP]: amqps://…@queue:5671',
    ]);
    expect(evidence('host-names-of-every-form.yaml', 'service:shop/db')).toEqual([
      'Deployment shop/web, containers[web].env[DATABASE_URL]: postgresql://db-0.db.shop.svc:5432/orders',
    ]);
    expect(evidence('host-names-of-every-form.yaml', 'host:api.example.com:443')).toEqual([
      'Deployment shop/web, containers[web].env[API]: https://api.example.com',
    ]);
  });

  it('names the workload whose configuration it is, where it is in a ConfigMap', () => {
    expect(evidence('references-between-variables.yaml', 'service:shop/search')).toEqual([
      'Deployment shop/api, containers[api].env[SEARCH_HOST], from ConfigMap shop/settings, data[search]: search',
    ]);
    expect(evidence('references-between-variables.yaml', 'service:shop/mail')).toEqual([
      'Deployment shop/api, containers[api].envFrom[0], from ConfigMap shop/more, data[MAIL_HOST]: mail:25',
    ]);
    expect(evidence('files-that-are-mounted.yaml', 'service:shop/stock')).toEqual([
      'Deployment shop/gateway, volumes[config].configMap, from ConfigMap shop/gateway, data[nginx.conf]:7.proxy_pass: http://stock',
    ]);
  });

  it('gathers what a policy allows with what configuration names', () => {
    expect(evidence('network-policies.yaml', 'service:shop/cart')).toEqual([
      'Deployment shop/web, containers[web].env[CART_ADDR]: cart:80',
      'NetworkPolicy shop/cart, spec.ingress[0]: web may call cart on 8080',
    ]);
  });

  it('has host and path of a way in', () => {
    expect(evidence('ways-in.yaml', 'service:shop/api')).toContain(
      'HTTPRoute shop/api, spec.rules[0]: api.shop.example.com /v1 (through edge/public)',
    );
  });
});
