import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { listAudit } from '@/lib/db/audit';
import { loadCatalog } from '@/lib/db/catalog';
import { createDb } from '@/lib/db/client';
import { emptyDatabase, testDatabase } from '@/prisma/testing/database';
import { main } from './main';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function run(database: string, ...argv: string[]) {
  let stdout = '';
  let stderr = '';
  const code = await main(
    argv,
    { DATABASE_URL: database },
    { stdout: (text) => (stdout += text), stderr: (text) => (stderr += text) },
  );
  const facts =
    stdout === '' || argv.includes('--help')
      ? []
      : stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown);
  return { code, stdout, stderr, facts };
}

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-cli-'));
  undo.push(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function empty(): Promise<string> {
  const database = await emptyDatabase();
  undo.push(() => database.drop());
  return database.connectionString;
}

async function migrated() {
  const database = await testDatabase();
  undo.push(() => database.drop());
  return database;
}

const domain = (name: string, spec = '{owner: harbor}') =>
  `apiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

describe('pilothouse migrate', () => {
  it('brings an empty database up to date, and says so when it is', async () => {
    const connectionString = await empty();
    const first = await run(connectionString, 'migrate');
    const folders = readdirSync('prisma/migrations', { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const all = folders.map(({ name }) => ({ migration: name, result: 'applied' }));
    expect(all.length).toBeGreaterThan(0);
    expect(first).toMatchObject({ code: 0, facts: all });
    const second = await run(connectionString, 'migrate');
    expect(second).toMatchObject({ code: 0, facts: [], stderr: 'The database is up to date.\n' });
  });
});

describe('pilothouse catalog import', () => {
  it('imports what is right, names what is wrong, and ends with 1', async () => {
    const { connectionString, db } = await migrated();
    let notifications = 0;
    db.onNotify('catalog', () => (notifications += 1));
    await db.listening();
    const folder = await folderWith({
      'a.yaml': `${domain('commerce')}---\n${domain('broken', '{}')}`,
      'b.yaml': domain('logistics'),
    });
    const files = ['a.yaml', 'b.yaml', 'gone.yaml'].map((name) => join(folder, name));
    const { code, facts, stderr } = await run(connectionString, 'catalog', 'import', ...files);
    expect(code).toBe(1);
    expect(facts).toEqual([
      { ref: 'domain:default/commerce', kind: 'Domain', result: 'imported' },
      { ref: 'domain:default/logistics', kind: 'Domain', result: 'imported' },
    ]);
    expect(stderr).toContain(
      'a.yaml, document 2, spec.owner: expected a reference such as group:default/payments.',
    );
    expect(stderr).toContain('gone.yaml: cannot be read (ENOENT');
    const { entities } = await loadCatalog(db);
    expect(entities.map(({ ref, owner }) => `${ref} ${String(owner)}`)).toEqual([
      'domain:default/commerce group:default/harbor',
      'domain:default/logistics group:default/harbor',
    ]);
    const records = await listAudit(db, { action: 'catalog', limit: 10 });
    expect(records.map(({ subject }) => subject)).toEqual(['b.yaml', 'a.yaml']);
    await expect.poll(() => notifications).toBe(2);
  });

  it('replaces what it imported before', async () => {
    const { connectionString, db } = await migrated();
    for (const owner of ['harbor', 'other']) {
      const folder = await folderWith({ 'a.yaml': domain('commerce', `{owner: ${owner}}`) });
      expect((await run(connectionString, 'catalog', 'import', join(folder, 'a.yaml'))).code).toBe(0);
    }
    expect((await loadCatalog(db)).entities).toMatchObject([{ owner: 'group:default/other' }]);
  });

  it('asks for a migration before it touches a named database', async () => {
    const connectionString = await empty();
    const { code, stderr } = await run(connectionString, 'catalog', 'import', 'x.yaml');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^pilothouse: The database lacks \d+ migrations: run `npx pilothouse migrate` first\.\n$/,
    );
  });
});

describe('pilothouse audit verify', () => {
  it('finds a record that was changed directly in the database', async () => {
    const { connectionString } = await migrated();
    const folder = await folderWith({ 'a.yaml': domain('a'), 'b.yaml': domain('b') });
    await run(connectionString, 'catalog', 'import', join(folder, 'a.yaml'), join(folder, 'b.yaml'));
    expect(await run(connectionString, 'audit', 'verify')).toMatchObject({
      code: 0,
      facts: [{ intact: true, records: 2 }],
      stderr: 'The chain of 2 records holds.\n',
    });
    const forger = createDb({ connectionString });
    await forger.client.$executeRaw`UPDATE audit_records SET sentence = 'Nothing happened.' WHERE id = 1`;
    await forger.close();
    expect(await run(connectionString, 'audit', 'verify')).toMatchObject({
      code: 1,
      stderr: 'Record 1 is not as it was written.\n',
    });
  });
});

describe('what is not understood', () => {
  it('helps', async () => {
    expect((await run('postgresql://x@127.0.0.1/x', '--help')).stdout).toContain(
      'pilothouse catalog import FILE…',
    );
  });
  it('ends with 2', async () => {
    const url = 'postgresql://x@127.0.0.1/x';
    expect(await run(url, 'catalogue')).toMatchObject({ code: 2 });
    expect(await run(url, 'catalog')).toMatchObject({ code: 2 });
    expect(await run(url, 'catalog', 'import')).toMatchObject({ code: 2 });
    expect(await run(url, 'catalog', 'import', '--force', 'a.yaml')).toMatchObject({
      code: 2,
      stderr: 'catalog import: there is no option --force.\n',
    });
    expect(await run(url, 'catalog', 'import', '-f')).toMatchObject({
      code: 2,
      stderr: 'catalog import: -f takes a file, or - for standard input.\n',
    });
    expect(await run(url, 'migrate', '--force')).toMatchObject({
      code: 2,
      stderr: 'pilothouse: migrate takes no arguments, and "--force" is one.\n',
    });
    expect(await run(url, 'audit', 'verify', 'all')).toMatchObject({ code: 2, stdout: '' });
  });
  it('names a wrong setting in one line', async () => {
    expect(await run('mysql://x', 'migrate')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^pilothouse: DATABASE_URL: expected a PostgreSQL URL.*\n$/) as string,
    });
  });
});
