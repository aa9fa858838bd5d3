import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, expect, it } from 'vitest';
import { emptyDatabase } from '@/prisma/testing/database';
import { applyMigrations, diffMigrations } from './migrate';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function fresh(): Promise<string> {
  const database = await emptyDatabase();
  undo.push(() => database.drop());
  return database.connectionString;
}

it('keeps the migrations and the schema in agreement', async () => {
  expect(await diffMigrations(await fresh())).toBe('');
});

it('finds a schema that is ahead of its migrations', async () => {
  const root = await mkdtemp(join(tmpdir(), 'pilothouse-schema-'));
  undo.push(() => rm(root, { recursive: true }));
  await cp('prisma', join(root, 'prisma'), { recursive: true });
  const path = join(root, 'prisma/schema.prisma');
  const schema = await readFile(path, 'utf8');
  await writeFile(path, schema.replace('model Session {', 'model Session {\n  colour String?'));
  expect(await diffMigrations(await fresh(), root)).toContain(
    'ALTER TABLE "sessions" ADD COLUMN     "colour" TEXT',
  );
});

it('applies what is missing, once, and records it as `prisma migrate deploy` does', async () => {
  const url = await fresh();
  const first = await applyMigrations(url);
  expect(first[0]).toBe('0001_init');
  expect(await applyMigrations(url)).toEqual([]);

  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ migration_name: string; finished: boolean }>(
    'SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY started_at',
  );
  await client.end();
  expect(rows).toEqual(first.map((name) => ({ migration_name: name, finished: true })));
});

it('lets two starts at once migrate one database', async () => {
  const url = await fresh();
  const both = await Promise.all([applyMigrations(url), applyMigrations(url)]);
  expect(both.flat()).toContain('0001_init');
  expect(new Set(both.flat()).size).toBe(both.flat().length);
});
