import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '@/lib/db/catalog';
import type { Actor, Role } from '@/lib/model';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { judgeEdge } from './judge-edge';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const AT = new Date('2026-03-12T03:14:00Z');
const edge = { id: 'web@eu/shop>cart@eu/shop:calls', title: 'web calls cart', owners: ['shop', 'carts'] };
const actor = (name: string, role: Role, ...groups: string[]): Actor => ({
  id: `user:${name}`,
  name,
  role,
  groups,
  sessionId: 's',
});
const context = (who: Actor) => ({ db: database.db, actor: who, now: () => AT });
const lead = actor('Lead', 'lead', 'carts');

describe('a verdict on an edge', () => {
  it('is kept with who said it and why, and is recorded', async () => {
    await judgeEdge(context(lead), edge, { verdict: 'confirmed', reason: '' });
    await judgeEdge(context(lead), edge, { verdict: 'rejected', reason: 'The variable is not read.' });
    expect((await loadCatalog(database.db)).verdicts).toEqual([
      {
        edge: edge.id,
        verdict: 'rejected',
        by: 'Lead',
        at: AT.toISOString(),
        reason: 'The variable is not read.',
      },
    ]);
    const records = await database.db.client.auditRecord.findMany({ orderBy: { id: 'asc' } });
    expect(records.map(({ action, sentence }) => [action, sentence])).toEqual([
      ['topology.confirmed', 'Lead confirmed that web calls cart.'],
      ['topology.rejected', 'Lead rejected that web calls cart: The variable is not read.'],
    ]);
  });

  it('can be withdrawn, once', async () => {
    await judgeEdge(context(lead), edge, { verdict: 'withdrawn', reason: '' });
    expect((await loadCatalog(database.db)).verdicts).toEqual([]);
    await expect(judgeEdge(context(lead), edge, { verdict: 'withdrawn', reason: '' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('needs a reason where it is a rejection, and the permission', async () => {
    await expect(judgeEdge(context(lead), edge, { verdict: 'rejected', reason: ' ' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    for (const who of [actor('Eve', 'engineer', 'carts'), actor('Ole', 'lead', 'payments')]) {
      await expect(judgeEdge(context(who), edge, { verdict: 'confirmed', reason: '' })).rejects.toMatchObject(
        {
          code: 'forbidden',
          message: 'Only a lead of shop or carts or an administrator may confirm or reject this edge.',
        },
      );
    }
  });
});
