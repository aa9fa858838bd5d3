import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, expect, it } from 'vitest';
import { emptyDatabase } from '@/prisma/testing/database';
import { findChange } from './changes';
import { createDb } from './client';
import { applyMigrations } from './migrate';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A copy of the project's migrations without those from `first` on. */
async function migrationsBefore(first: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'pilothouse-migrations-'));
  undo.push(() => rm(root, { recursive: true }));
  await cp('prisma', join(root, 'prisma'), { recursive: true });
  const folder = join(root, 'prisma/migrations');
  for (const name of await readdir(folder)) {
    if (/^\d/.test(name) && name >= first) await rm(join(folder, name), { recursive: true });
  }
  return root;
}

it('makes one step of a Change that was kept before there were steps', async () => {
  const database = await emptyDatabase();
  undo.push(() => database.drop());
  const url = database.connectionString;
  await applyMigrations(url, await migrationsBefore('0007'));
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`
    INSERT INTO changes (action, cluster, namespace, kind, name, params, reason, title, asked_by_id, asked_by_name, service_name,
      environment, policy, plan, plan_hash, target_uid, state, sentence, operation_id, request_hash, created_at, updated_at,
      expires_at, written_version, written_generation, written_at)
    VALUES ('scale', 'eu', 'shop', 'Deployment', 'cart', '{"replicas": 4}', 'Friday', 'Scale cart 2 → 4', 'user:eve', 'Eve', 'cart',
      'staging', '{"name": "staging", "title": "Staging", "policy": {"approvals": 0, "minReplicas": 0, "maxReplicas": 9}}',
      '{"hash": "aa", "diff": []}', 'aa', 'u', 'succeeded', 'Done.', 'op-1', 'bb', now(), now(), now(), '7', 3, now())`);
  await client.end();

  expect((await applyMigrations(url))[0]).toBe('0007_change_steps');
  const db = createDb({ connectionString: url });
  undo.push(() => db.close());
  const change = await findChange(db, 'CH-1');
  expect(change).toMatchObject({ title: 'Scale cart 2 → 4', planHash: 'aa', state: 'succeeded' });
  expect(change?.steps).toMatchObject([
    {
      intent: {
        action: 'scale',
        target: { cluster: 'eu', namespace: 'shop', kind: 'Deployment', name: 'cart' },
        params: { replicas: 4 },
      },
      plan: { hash: 'aa' },
      operationId: 'op-1',
      sealed: null,
      written: { resourceVersion: '7', generation: 3 },
    },
  ]);
});

it('does not invent a bound generation for a write that began before generations were kept', async () => {
  const database = await emptyDatabase();
  undo.push(() => database.drop());
  const url = database.connectionString;
  await applyMigrations(url, await migrationsBefore('0009'));
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const [number, state] of ['unknown', 'planned'].entries()) {
    await client.query(
      `INSERT INTO changes (reason, title, asked_by_id, asked_by_name, service_name, environment, policy, plan_hash, state, sentence,
        request_hash, created_at, updated_at, expires_at)
      VALUES ('', 'Scale cart', 'user:eve', 'Eve', 'cart', 'staging',
        '{"name": "staging", "title": "Staging", "policy": {"approvals": 0, "minReplicas": 0, "maxReplicas": 9}}',
        'aa', $1, '', 'bb', now(), now(), now())`,
      [state],
    );
    await client.query(
      `INSERT INTO change_steps (change_number, position, action, cluster, namespace, kind, name, params, plan, target_uid, operation_id)
      VALUES ($1, 0, 'scale', 'eu', 'shop', 'Deployment', 'cart', '{"replicas": 4}', '{"hash": "aa", "diff": []}', 'u', $2)`,
      [number + 1, `op-${number}`],
    );
  }
  await client.end();

  await applyMigrations(url);
  const db = createDb({ connectionString: url });
  undo.push(() => db.close());
  expect((await findChange(db, 'CH-1'))?.steps[0].boundGeneration).toBe(0);
  expect((await findChange(db, 'CH-2'))?.steps[0].boundGeneration).toBeNull();
});
