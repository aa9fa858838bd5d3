import { describe, expect, it } from 'vitest';
import type { CatalogEntity, MapRow } from '@/lib/model';
import { readDependents } from './dependents';
import { calling } from '@/lib/views/testing/calling';
import { component } from '@/lib/views/testing/catalog';
import { pod } from '@/lib/views/testing/objects';
import { running, scene } from '@/lib/views/testing/scene';
import { readTopology, readTopologyMap } from './topology';

function shop(...entities: readonly CatalogEntity[]) {
  const made = scene({ catalog: { entities, placements: [] } });
  const secrets = ['DATABASE_URL from Secret cart-db, key url'];
  const cart = calling({ name: 'cart' }, { REDIS_ADDR: 'redis:6379' }, secrets);
  const web = { CART_ADDR: 'cart:80', 'SMTP.EXAMPLE.COM_ADDR': 'smtp.example.com:587' };
  const parts = [calling({ name: 'web' }, web), cart, running({ name: 'redis' })];
  for (const { all } of parts) made.world.put('eu', ...all);
  return { ...made, cart };
}

const drawn = (rows: readonly MapRow[]): readonly string[] => rows.map(({ id }) => id).sort();

describe('the map', () => {
  it('has a box for each placement and an edge for each call, whatever lies between', () => {
    const { context } = shop();
    expect(drawn(context.topology.rows())).toEqual(
      [
        'cart~shop~eu@eu/shop',
        'cart~shop~eu@eu/shop>redis~shop~eu@eu/shop:calls',
        'host:smtp.example.com:587',
        'redis~shop~eu@eu/shop',
        'web~shop~eu@eu/shop',
        'web~shop~eu@eu/shop>cart~shop~eu@eu/shop:calls',
        'web~shop~eu@eu/shop>host:smtp.example.com:587:calls',
      ].sort(),
    );
  });

  it('says of a host that it is outside', () => {
    const { context } = shop();
    const host = context.topology.rows().find(({ id }) => id === 'host:smtp.example.com:587');
    expect(host).toMatchObject({
      kind: 'external',
      what: 'host',
      health: {
        status: 'Unknown',
        message: 'Host smtp.example.com:587 is outside every cluster that Pilothouse watches.',
      },
    });
  });

  it('lists for a box which of its settings are not read', () => {
    const { context } = shop();
    const unread = context.topology.rows().flatMap((row) => (row.kindOfRow === 'node' ? row.unread : []));
    expect(unread).toEqual(['DATABASE_URL from Secret cart-db, key url']);
    const { nodes } = readTopology(context, {});
    expect(nodes.find(({ id }) => id === 'deployment:shop/cart@eu')?.unread).toEqual(unread);
  });

  it('keeps every row but that of the placement whose pod changed', () => {
    const { context, world, cart } = shop();
    const before = new Map(context.topology.rows().map((row) => [row.id, row]));
    world.put('eu', pod({ name: 'cart-rs1-0', labels: { app: 'cart' }, owner: cart.set, ready: false }));
    const moved = context.topology.rows().filter((row) => before.get(row.id) !== row);
    expect(drawn(moved)).toEqual(['cart~shop~eu@eu/shop']);
  });

  it('loses what was deleted', () => {
    const { context, world } = shop();
    const redis = running({ name: 'redis' });
    context.topology.rows();
    world.take('eu', ...redis.all);
    expect(drawn(context.topology.rows())).not.toContain('redis~shop~eu@eu/shop');
    expect(drawn(context.topology.rows())).not.toContain('cart~shop~eu@eu/shop>redis~shop~eu@eu/shop:calls');
  });
});

describe('what the catalog declares', () => {
  const declared = shop(
    component('web', {
      annotations: { 'backstage.io/kubernetes-label-selector': 'app=web' },
      dependsOn: ['component:default/mail'],
      consumesApis: ['api:default/cart'],
    }),
    component('basket', {
      annotations: { 'backstage.io/kubernetes-label-selector': 'app=cart' },
      providesApis: ['api:default/cart'],
    }),
    component('mail'),
  );
  const rows = declared.context.topology.rows();

  it('is evidence beside what is configured', () => {
    const edge = rows.find(({ id }) => id === 'web@eu/shop>basket@eu/shop:calls');
    expect(
      edge?.kindOfRow === 'edge' && edge.evidence.map(({ source, detail }) => `${source}: ${detail}`),
    ).toEqual([
      'configured: Deployment shop/web, containers[web].env[CART_ADDR]: cart:80',
      'declared: Component default/web, spec.consumesApis: api:default/cart',
    ]);
  });

  it('has a box outside for a Component that nothing runs', () => {
    expect(rows.find(({ id }) => id === 'component:default/mail')).toMatchObject({
      kind: 'external',
      what: 'Component',
      name: 'mail',
      owner: 'payments',
      health: {
        status: 'Unknown',
        message: 'No cluster that Pilothouse watches runs Component mail.',
      },
    });
  });
});

describe('GET /api/v1/topology', () => {
  it('has objects and edges with their evidence', () => {
    const { context } = shop();
    const { nodes, edges } = readTopology(context, { service: 'cart~shop~eu', depth: 0 });
    expect(nodes.map(({ id, health }) => `${id} ${health.status}`)).toEqual([
      'deployment:shop/cart@eu Healthy',
      'service:shop/cart@eu Healthy',
    ]);
    expect(edges.map(({ kind, evidence }) => `${kind} ${evidence[0]?.detail ?? ''}`)).toEqual([
      'selects Service shop/cart, spec.selector: app=cart',
    ]);
  });

  it('counts the depth in calls, in both directions', () => {
    const { context } = shop();
    const { nodes } = readTopology(context, { service: 'cart~shop~eu', depth: 1 });
    expect(nodes.map(({ id }) => id).sort()).toEqual([
      'deployment:shop/cart@eu',
      'deployment:shop/redis@eu',
      'deployment:shop/web@eu',
      'service:shop/cart@eu',
      'service:shop/redis@eu',
      'service:shop/web@eu',
    ]);
    expect(drawn(readTopologyMap(context, { service: 'redis~shop~eu' }).items)).toEqual([
      'cart~shop~eu@eu/shop',
      'cart~shop~eu@eu/shop>redis~shop~eu@eu/shop:calls',
      'redis~shop~eu@eu/shop',
    ]);
  });

  it('refuses unknown ids, and a depth without a service', () => {
    const { context } = shop();
    expect(() => readTopology(context, { service: 'nothing' })).toThrow('There is no service "nothing".');
    expect(() => readTopology(context, { cluster: 'us' })).toThrow('There is no cluster "us".');
    expect(() => readTopologyMap(context, { depth: 2 })).toThrow();
  });
});

describe('the dependents of a service', () => {
  it('are listed with their distance, and counted', () => {
    const { context } = shop();
    const { items, byOwner } = readDependents(context, 'redis~shop~eu');
    expect(items.map(({ node, distance }) => `${distance} ${node.name}`)).toEqual(['1 cart', '2 web']);
    expect(byOwner).toEqual([{ name: null, direct: 1, indirect: 1 }]);
  });

  it('have the tier that their Component says', () => {
    const at = (name: string) => ({ 'backstage.io/kubernetes-label-selector': `app=${name}` });
    const { context } = shop(
      component('web', { annotations: { ...at('web'), 'pilothouse.dev/tier': '1' } }),
      component('cart', { annotations: at('cart'), labels: { tier: 'back office' } }),
    );
    const { items, byTier } = readDependents(context, 'redis~shop~eu');
    expect(items.map(({ tier }) => tier)).toEqual(['back office', '1']);
    expect(byTier).toEqual([
      { name: '1', direct: 0, indirect: 1 },
      { name: 'back office', direct: 1, indirect: 0 },
    ]);
  });
});
