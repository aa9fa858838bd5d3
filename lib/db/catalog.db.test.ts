import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import {
  loadCatalog,
  markVanished,
  notifyCatalog,
  upsertServicesAndPlacements,
  watchCatalog,
  type SeenPlacement,
} from './catalog';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db.client.service.deleteMany());

const T0 = new Date('2026-03-12T03:00:00Z');
const T1 = new Date('2026-03-12T04:00:00Z');

function seen(service: string, namespace: string, more: Partial<SeenPlacement> = {}): SeenPlacement {
  return {
    id: `${service}@eu/${namespace}`,
    service: { id: service, name: service, source: 'discovered' },
    cluster: 'eu',
    namespace,
    workloads: [`Deployment ${service}`],
    ...more,
  };
}

describe('upsertServicesAndPlacements', () => {
  it('keeps what was seen, once, with when it was first seen', async () => {
    const { db } = database;
    await upsertServicesAndPlacements(db, [seen('cart', 'shop'), seen('cart', 'shop-prod')], T0);
    const again = seen('cart', 'shop', { workloads: ['Deployment cart', 'Job warm-up'] });
    await upsertServicesAndPlacements(db, [again], T1);
    const { placements } = await loadCatalog(db);
    expect(placements).toEqual([
      {
        id: 'cart@eu/shop',
        service: 'cart',
        serviceName: 'cart',
        cluster: 'eu',
        namespace: 'shop',
        firstSeenAt: T0.toISOString(),
        vanishedAt: null,
        workloads: ['Deployment cart', 'Job warm-up'],
      },
      expect.objectContaining({ id: 'cart@eu/shop-prod', workloads: ['Deployment cart'] }),
    ]);
  });

  it('accepts two replicas that see the same at once', async () => {
    const { db } = database;
    const all = Array.from({ length: 50 }, (_, index) => seen(`s${index}`, 'shop'));
    await Promise.all([
      upsertServicesAndPlacements(db, all, T0),
      upsertServicesAndPlacements(db, all.toReversed(), T0),
    ]);
    expect((await loadCatalog(db)).placements).toHaveLength(50);
  });
});

describe('markVanished', () => {
  it('marks placements, keeps the first mark, and marks a service with its last placement', async () => {
    const { db } = database;
    await upsertServicesAndPlacements(db, [seen('cart', 'shop'), seen('cart', 'shop-prod')], T0);
    await markVanished(db, ['cart@eu/shop'], T0);
    await markVanished(db, ['cart@eu/shop'], T1);
    const service = () => db.client.service.findUniqueOrThrow({ where: { id: 'cart' } });
    expect((await loadCatalog(db)).placements.map(({ vanishedAt }) => vanishedAt)).toEqual([
      T0.toISOString(),
      null,
    ]);
    expect((await service()).vanishedAt).toBeNull();
    await markVanished(db, ['cart@eu/shop-prod'], T1);
    expect((await service()).vanishedAt).toEqual(T1);
  });

  it('is undone when the placement is seen again', async () => {
    const { db } = database;
    await upsertServicesAndPlacements(db, [seen('cart', 'shop')], T0);
    await markVanished(db, ['cart@eu/shop'], T0);
    await upsertServicesAndPlacements(db, [seen('cart', 'shop')], T1);
    expect((await loadCatalog(db)).placements[0]?.vanishedAt).toBeNull();
    expect((await db.client.service.findUniqueOrThrow({ where: { id: 'cart' } })).vanishedAt).toBeNull();
  });
});

describe('watchCatalog', () => {
  it('loads again when anyone changed the catalog', async () => {
    const { db } = database;
    let reloaded: () => void = () => undefined;
    const next = () => new Promise<void>((resolve) => (reloaded = resolve));
    const watch = await watchCatalog({
      db,
      onReload: () => reloaded(),
      onError: (error) => {
        throw error;
      },
    });
    await db.listening();
    expect(watch.snapshot().placements).toEqual([]);
    const seenAgain = next();
    await upsertServicesAndPlacements(db, [seen('cart', 'shop')], T0);
    await seenAgain;
    expect(watch.snapshot().placements).toHaveLength(1);
    const before = watch.snapshot();
    const imported = next();
    await db.client.catalogEntity.create({
      data: {
        ref: 'component:default/cart',
        kind: 'Component',
        name: 'cart',
        body: { ref: 'component:default/cart', kind: 'Component', name: 'cart' },
        source: 'catalog-info.yaml',
        importedAt: T0,
      },
    });
    await db.transaction((tx) => notifyCatalog(tx));
    await imported;
    expect(watch.snapshot()).not.toBe(before);
    expect(watch.snapshot().entities).toMatchObject([{ ref: 'component:default/cart' }]);
    watch.stop();
  });
});
