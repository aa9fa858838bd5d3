import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '@/cli/postgres';
import { applyMigrations } from '@/lib/db/migrate';
import { TEMPLATE, urlOf } from './names';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL whose user may create databases. */
    postgres: string;
    /** The migrated database of this run, from which each test file's own is copied. */
    template: string;
  }
}

/** One PostgreSQL for a test run: TEST_DATABASE_URL if it is set, else an embedded one that is gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await open();
  const template = `${TEMPLATE}_${process.pid}`;
  await asAdmin(server.url, `CREATE DATABASE ${template}`);
  await applyMigrations(urlOf(server.url, template));
  project.provide('postgres', server.url);
  project.provide('template', template);
  return async () => {
    await asAdmin(server.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await server.close();
  };
}

async function open(): Promise<{ url: string; close: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== '') return { url: given, close: () => Promise.resolve() };
  const dataDir = await mkdtemp(join(tmpdir(), 'pilothouse-db-'));
  await chmod(dataDir, 0o755);
  const postgres = await startPostgres({
    dataDir,
    log: () => undefined,
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'],
  });
  return {
    url: postgres.connectionString,
    async close() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function asAdmin(connectionString: string, statement: string): Promise<void> {
  const admin = new Client({ connectionString });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
