import { describe, expect, it } from 'vitest';
import { pageSchema, serviceDetailSchema, serviceSummarySchema } from '@/lib/model';
import { readService } from './service';
import { readServices } from './services';
import { component, knownPlacement } from '@/lib/views/testing/catalog';
import { autoscaler, event, ingress, statefulSet } from '@/lib/views/testing/objects';
import { change, running, scene } from '@/lib/views/testing/scene';
import { NOW } from '@/lib/views/testing/world';

const CART = { 'backstage.io/kubernetes-id': 'cart' };
const names = (page: { readonly items: readonly { readonly name: string }[] }) =>
  page.items.map(({ name }) => name);

const named = (field: string): unknown => expect.objectContaining({ field });

function shop() {
  const made = scene({ clusters: ['eu', 'us'] });
  made.world.put(
    'eu',
    ...running({ name: 'cart', labels: CART, replicas: 2, image: 'r.example/cart:1.4.0' }).all,
  );
  made.world.put('us', ...running({ name: 'cart', namespace: 'shop-prod', labels: CART }).all);
  const books = { name: 'ledger', namespace: 'books', labels: { 'pilothouse.dev/owner': 'payments' } };
  made.world.put(
    'eu',
    ...running({ ...books, pods: [{ waiting: 'ImagePullBackOff', ready: false }], ready: 0 }).all,
  );
  return made;
}

describe('readServices', () => {
  it('lists services by name, each with its placements and the worst health', () => {
    const { context, errors } = shop();
    const page = readServices(context, {});
    expect(pageSchema(serviceSummarySchema).parse(page)).toEqual(page);
    expect(page.items).toMatchObject([
      {
        id: 'cart',
        source: 'discovered',
        environments: ['production', 'unassigned'],
        health: { status: 'Healthy' },
        placements: [
          { id: 'cart@eu/shop', version: '1.4.0', ready: 2, desired: 2, changedAt: '2026-03-12T02:00:00Z' },
          { id: 'cart@us/shop-prod', environment: 'production', version: '1.0.0', ready: 1, desired: 1 },
        ],
      },
      { id: 'ledger~books~eu', name: 'ledger', owner: 'payments', health: { status: 'Degraded' } },
    ]);
    expect(errors).toEqual([]);
  });

  it('applies each filter; a placement’s filters must all match the same placement', () => {
    const { context } = shop();
    expect(names(readServices(context, { q: 'LEDG' }))).toEqual(['ledger']);
    expect(names(readServices(context, { owner: 'payments' }))).toEqual(['ledger']);
    expect(names(readServices(context, { health: 'Degraded,Missing' }))).toEqual(['ledger']);
    expect(names(readServices(context, { cluster: 'us' }))).toEqual(['cart']);
    expect(names(readServices(context, { environment: 'production' }))).toEqual(['cart']);
    expect(names(readServices(context, { environment: 'production', cluster: 'eu' }))).toEqual([]);
  });

  it('pages by a cursor that stays valid while services come and go', () => {
    const { context, world } = shop();
    const first = readServices(context, { limit: 1 });
    expect(names(first)).toEqual(['cart']);
    world.put('eu', ...running({ name: 'alpha' }).all);
    const second = readServices(context, { limit: 1, cursor: first.nextCursor ?? '' });
    expect([names(second), second.nextCursor]).toEqual([['ledger'], null]);
  });

  it.each([
    [{ cluster: 'mars' }, { code: 'not-found', message: 'There is no cluster "mars".' }],
    [{ namespace: 'nowhere' }, { code: 'not-found', message: 'There is no namespace "nowhere".' }],
    [{ cluster: 'us', namespace: 'books' }, { code: 'not-found' }],
    [{ health: 'Sick' }, { code: 'invalid-input', fields: [named('health')] }],
    [{ cursor: '???' }, { code: 'invalid-input', fields: [named('cursor')] }],
    [{ limit: 0 }, { code: 'invalid-input', fields: [named('limit')] }],
  ])('refuses %j', (query, error) => {
    const { context } = shop();
    expect(() => readServices(context, query)).toThrow(expect.objectContaining(error) as Error);
  });

  it('adds what the catalog has', () => {
    const { context } = scene({
      catalog: {
        entities: [component('cart', { title: 'Basket', description: 'Baskets' }), component('planned')],
        placements: [],
      },
    });
    expect(readServices(context, { q: 'basket' }).items).toMatchObject([
      { id: 'cart', title: 'Basket', owner: 'payments', system: 'shop', source: 'catalog', placements: [] },
    ]);
    expect(readServices(context, { q: 'planned' }).items[0]?.health).toMatchObject({
      status: 'Unknown',
      message: 'The catalog declares planned; no cluster runs it.',
      receipts: [{ rule: 'service.no-placement' }],
    });
  });
});

describe('the health of what is gone or not current', () => {
  const declared = {
    entities: [component('search')],
    placements: [knownPlacement('search', 'eu', 'find', { vanishedAt: '2026-03-12T01:00:00Z' })],
  };

  it('is Missing where the catalog declares it and the cluster no longer has it', () => {
    const { context } = scene({ catalog: declared });
    const [search] = readServices(context, {}).items;
    expect(search?.placements).toMatchObject([
      {
        id: 'search@eu/find',
        version: null,
        health: {
          status: 'Missing',
          message: 'The catalog declares Deployment find/search; the cluster no longer has it.',
          since: '2026-03-12T01:00:00Z',
          receipts: [{ rule: 'placement.missing', value: 'absent' }],
        },
      },
    ]);
  });

  it('is Unknown with the reason, the age and the last status, while its cluster is unreachable', () => {
    const { context, world, setNow } = scene();
    world.put('eu', ...running({ name: 'cart' }).all);
    const health = () => readServices(context, {}).items[0]?.placements[0]?.health;
    expect(health()).toMatchObject({ status: 'Healthy', last: null });
    const reason = 'eu does not answer: connection refused.';
    world.writer().setReach({ state: 'unreachable', observedAt: NOW, reason }, '2026-03-12T03:15:00Z');
    setNow('2026-03-12T03:38:00Z');
    expect(health()).toMatchObject({
      status: 'Unknown',
      message: 'Eu does not answer: connection refused; what is known is 24 min old.',
      last: { status: 'Healthy', observedAt: NOW },
    });
    world.writer().setReach({ state: 'live', observedAt: '2026-03-12T03:39:00Z', reason: null }, NOW);
    expect(health()).toMatchObject({ status: 'Healthy', last: null });
  });

  it('is Unknown when a kind that it needs may not be read, and only then', () => {
    const { context, world } = scene();
    world.put('eu', ...running({ name: 'cart' }).all);
    world.put('eu', statefulSet({ name: 'db', serviceName: 'db' }));
    const status = (name: string) => readServices(context, { q: name }).items[0]?.health.status;
    world.writer().setKindState('StatefulSet', { state: 'forbidden', reason: 'May not list (403).' }, NOW);
    expect([status('cart'), status('db')]).toEqual(['Healthy', 'Unknown']);
    world.writer().setKindState('Pod', { state: 'forbidden', reason: 'May not list pods (403).' }, NOW);
    expect([status('cart'), status('db')]).toEqual(['Unknown', 'Unknown']);
  });

  it('is Unknown when its derivation throws, and the others are not affected', () => {
    const { context, world, errors } = scene();
    const { owner } = running({ name: 'broken' });
    world.put('eu', ...running({ name: 'cart' }).all, { ...owner, status: null as never });
    expect(readServices(context, {}).items).toMatchObject([
      {
        name: 'broken',
        health: {
          status: 'Unknown',
          message: 'Pilothouse could not judge this placement; the fault is its own and is in its log.',
          receipts: [{ rule: 'internal.error' }],
        },
      },
      { name: 'cart', health: { status: 'Healthy' } },
    ]);
    expect(errors).toMatchObject([
      { placement: 'broken~shop~eu@eu/shop', error: expect.any(TypeError) as unknown },
    ]);
  });
});

describe('readService', () => {
  it('has all its parts, in the public shape', () => {
    const { context, world } = scene({
      catalog: {
        entities: [
          component('cart', {
            links: [
              { title: 'Runbook', url: 'https://runbook.example/cart' },
              { title: 'Trap', url: 'javascript:alert(1)' },
            ],
            dependsOn: ['component:default/ledger', 'resource:default/db'],
          }),
          component('ledger'),
        ],
        placements: [],
      },
      changes: [change({ id: 'CH-2', service: 'cart' }), change({ id: 'CH-1', service: 'other' })],
    });
    const cart = running({ name: 'cart', labels: CART, replicas: 2 });
    world.put('eu', ...cart.all, autoscaler({ name: 'cart', target: 'cart' }));
    world.put('eu', ingress({ name: 'web', service: 'cart' }), ingress({ name: 'else', service: 'other' }));
    world.put('eu', event({ name: 'e1', regarding: cart.owner }));
    const detail = readService(context, 'cart');
    expect(serviceDetailSchema.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({
      links: [{ title: 'Runbook' }],
      workloads: [
        { ref: { kind: 'Deployment', name: 'cart' }, replicas: 2, ready: 2, autoscaler: { min: 2, max: 6 } },
      ],
      pods: [
        { workload: 'cart', phase: 'Running', ready: true, version: '1.0.0' },
        { ref: { name: 'cart-rs1-1' } },
      ],
      endpoints: [
        { service: 'cart', address: '10.0.0.1', port: 8080, ready: true, pod: 'cart-rs1-0' },
        { address: '10.0.0.2' },
      ],
      rollouts: [{ state: 'Complete', to: { main: 'registry.example/app:1.0.0' } }],
      events: [{ reason: 'BackOff', object: { kind: 'Deployment', name: 'cart' } }],
      ingresses: [{ name: 'web', host: 'shop.example', path: '/', service: 'cart' }],
      dependencies: [
        { ref: 'component:default/ledger', service: 'ledger' },
        { ref: 'resource:default/db', service: null },
      ],
      changes: [{ id: 'CH-2' }],
    });
  });

  it('refuses an unknown id', () => {
    const { context } = scene();
    expect(() => readService(context, 'nobody')).toThrow(
      expect.objectContaining({ code: 'not-found', message: 'There is no service "nobody".' }) as Error,
    );
  });
});
