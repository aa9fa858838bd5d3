import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { appendAudit, listAudit, verifyAudit } from './audit';
import { createSignInLink, redeemSignInLink } from './links';
import {
  createSession,
  findSession,
  forgetSessions,
  listSessions,
  revokeSession,
  touchSession,
} from './sessions';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const eve = { id: 'user:eve', name: 'Eve', role: 'engineer' as const, groups: ['shop'] };
const at = (minutes: number) => new Date(Date.UTC(2026, 2, 12, 3, minutes));
const entry = (sentence: string) =>
  ({
    at: at(0),
    actor: eve,
    action: 'change.requested',
    subject: 'CH-1',
    sentence,
    detail: { b: [1, { y: 2, x: 1 }] },
  }) as const;

describe('the audit log', () => {
  it('is one chain, even where many append at once', async () => {
    const { db } = database;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        db.transaction((tx) => appendAudit(tx, entry(`Number ${index}.`))),
      ),
    );
    expect(await verifyAudit(db)).toMatchObject({ intact: true, records: 20 });
  });

  it('holds no record of what was rolled back', async () => {
    const { db } = database;
    const before = await verifyAudit(db);
    await expect(
      db.transaction(async (tx) => {
        await appendAudit(tx, entry('It never happened.'));
        throw new Error('back');
      }),
    ).rejects.toThrow('back');
    expect(await verifyAudit(db)).toEqual(before);
  });

  it('keeps what PostgreSQL cannot, readably', async () => {
    const { db } = database;
    await db.transaction((tx) =>
      appendAudit(tx, { ...entry('a\0b\ud800c'), subject: 'odd', detail: { t: 'x\0' } }),
    );
    const [record] = await listAudit(db, { subject: 'odd', limit: 1 });
    expect(record).toMatchObject({ sentence: 'a\uFFFDb\uFFFDc', detail: { t: 'x\uFFFD' } });
    expect(await verifyAudit(db)).toMatchObject({ intact: true });
  });

  it('finds a record that was removed', async () => {
    const { db } = database;
    const [, second] = (await listAudit(db, { limit: 3 })).map(({ id }) => id);
    await db.client.auditRecord.delete({ where: { id: BigInt(second ?? 0) } });
    expect(await verifyAudit(db)).toMatchObject({
      intact: false,
      sentence: expect.stringMatching(/^Record \d+ does not follow the one before it\.$/) as string,
    });
  });
});

describe('sessions', () => {
  it('are good until they expire or are revoked, and both ends are recorded', async () => {
    const { db } = database;
    const session = {
      id: 'a'.repeat(43),
      actor: eve,
      method: 'persona' as const,
      now: at(0),
      expiresAt: at(60),
    };
    await createSession(db, session);
    expect(await findSession(db, session.id, at(1))).toMatchObject({
      actor: { ...eve, sessionId: session.id },
    });
    expect(await findSession(db, session.id, at(60))).toBeNull();
    await touchSession(db, session.id, at(5));
    expect(await listSessions(db, eve.id, at(6))).toMatchObject([{ lastSeenAt: at(5) }]);
    expect(await revokeSession(db, { id: session.id, by: eve, now: at(7) })).toBe(true);
    expect(await revokeSession(db, { id: session.id, by: eve, now: at(8) })).toBe(false);
    expect(await findSession(db, session.id, at(8))).toBeNull();
    const records = await listAudit(db, { action: 'session', limit: 5 });
    expect(records.map(({ sentence }) => sentence)).toEqual([
      'Eve signed out.',
      'Eve signed in by a persona of the demo.',
    ]);
    expect(JSON.stringify(records)).not.toContain(session.id);
    await forgetSessions(db, at(61));
    expect(await db.client.session.count()).toBe(0);
  });
});

describe('a sign-in link', () => {
  it('is good once, before its time is over, and kept as a hash', async () => {
    const { db } = database;
    await createSignInLink(db, { token: 'secret-token', actor: eve, now: at(0), expiresAt: at(15) });
    expect(await redeemSignInLink(db, 'another', at(1))).toBeNull();
    expect(await redeemSignInLink(db, 'secret-token', at(15))).toBeNull();
    const both = await Promise.all([1, 2].map(() => redeemSignInLink(db, 'secret-token', at(1))));
    expect(both.filter((actor) => actor !== null)).toEqual([eve]);
    expect(JSON.stringify(await db.client.signInLink.findMany())).not.toContain('secret-token');
  });
});

describe('notifications', () => {
  it('are received by every replica, and a lost connection is reported', async () => {
    const { db, connectionString } = database;
    const heard: (string | null)[] = [];
    const undo = db.onNotify('changes', (id) => void heard.push(id));
    await db.listening();
    await db.transaction((tx) => tx.$executeRaw`SELECT pg_notify('pilothouse_changes', 'CH-7')`);
    await expect.poll(() => heard).toEqual(['CH-7']);
    const admin = new Client({ connectionString });
    await admin.connect();
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
    );
    await admin.end();
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['CH-7', null]);
    await db.transaction((tx) => tx.$executeRaw`SELECT pg_notify('pilothouse_changes', 'CH-8')`);
    await expect.poll(() => heard).toEqual(['CH-7', null, 'CH-8']);
    undo();
  });
});
