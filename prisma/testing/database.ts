import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { createDb, type Db } from '@/lib/db/client';
import { TEST_DATABASE, urlOf } from './names';

export interface TestDatabase {
  readonly connectionString: string;
  readonly db: Db;
  /** Closes `db` and drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** A fresh, migrated database of the caller's own, copied from the run's template in some 50 ms. */
export async function testDatabase(): Promise<TestDatabase> {
  const connectionString = await createDatabase(inject('template'));
  const db = createDb({ connectionString, poolSize: 8 });
  return {
    connectionString,
    db,
    async drop() {
      await db.close();
      await dropDatabase(connectionString);
    },
  };
}

/** A fresh database with nothing in it, for what migrates by itself. */
export async function emptyDatabase(): Promise<{ connectionString: string; drop(): Promise<void> }> {
  const connectionString = await createDatabase('template0');
  return { connectionString, drop: () => dropDatabase(connectionString) };
}

async function createDatabase(template: string): Promise<string> {
  const name = `${TEST_DATABASE}_${randomBytes(6).toString('hex')}`;
  // Two copies of one template at once are refused ("source database is being accessed"): one after the other.
  await asAdmin(async (admin) => {
    await admin.query('SELECT pg_advisory_lock(7266002)');
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return urlOf(inject('postgres'), name);
}

async function dropDatabase(connectionString: string): Promise<void> {
  const name = new URL(connectionString).pathname.slice(1);
  await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

async function asAdmin(work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: inject('postgres') });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
