import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPostgres, type RunningPostgres } from '@/cli/postgres';
import { createDb, type Db } from '@/lib/db/client';
import { applyMigrations } from '@/lib/db/migrate';
import { heartbeat, instance, registryOn } from './testing/registries';

/** A PostgreSQL of its own, which the test stops. */
let dataDir: string;
let postgres: RunningPostgres;
let db: Db;

const start = () => startPostgres({ dataDir, log: () => undefined });
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pilothouse-registry-'));
  await chmod(dataDir, 0o755);
  postgres = await start();
  await applyMigrations(postgres.connectionString);
  db = createDb({ connectionString: postgres.connectionString, poolSize: 4 });
});
afterAll(async () => {
  await db.close();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('a restart of PostgreSQL', () => {
  it('loses no registration and no heartbeat, and makes no instance critical', async () => {
    const key = { service: 'web', id: 'web-1' };
    const beat = { check: null, status: 'passing', output: '' } as const;
    const registry = await registryOn(db);
    await registry.register(key, instance({ checks: [heartbeat(3000)] }));
    await registry.register({ service: 'web', id: 'web-2' }, instance({ checks: [heartbeat(3000)] }));
    await postgres.stop();

    // Heartbeats are taken in memory; what must be written is refused as unavailable.
    expect(registry.report(key, beat)).toBeUndefined();
    await expect(registry.register({ service: 'web', id: 'web-3' }, instance())).rejects.toMatchObject({
      code: 'unavailable',
    });
    const down = registry.picture.now();
    await vi.waitFor(() => expect(registry.picture.now() - down).toBeGreaterThan(3200), { timeout: 20_000 });
    expect(registry.picture.instances('web').map(({ status }) => status)).toEqual(['passing', 'passing']);
    expect(registry.report(key, beat)).toBeUndefined();

    // It may answer before `start` resolves.
    const back = registry.picture.now();
    postgres = await start();
    const alive = setInterval(() => void registry.report(key, beat), 200);
    try {
      await vi.waitFor(
        async () => {
          await registry.register({ service: 'web', id: 'web-3' }, instance());
        },
        { timeout: 30_000, interval: 50 },
      );
      // The silent instance had its whole TTL again after the recovery; the other one is not affected.
      await vi.waitFor(
        () =>
          expect(registry.picture.instances('web').map(({ status }) => status)).toEqual([
            'passing',
            'critical',
            'passing',
          ]),
        { timeout: 30_000 },
      );
    } finally {
      clearInterval(alive);
    }
    expect((registry.picture.instances('web')[1]?.statusSince ?? 0) - back).toBeGreaterThanOrEqual(3000);

    const second = await registryOn(db);
    expect(second.picture.instances('web').map(({ id }) => id)).toEqual(['web-1', 'web-2', 'web-3']);
    await Promise.all([registry.stop(), second.stop()]);
  });
});
