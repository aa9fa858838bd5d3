import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadKeptStatuses, listTransitions } from '@/lib/db/transitions';
import { readReadiness, readServiceEvents, readServiceHistory } from '@/lib/reads';
import { readinessSchema, serviceHistorySchema } from '@/lib/model';
import { event } from '@/lib/views/testing/objects';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { forgetHistory, processOf, ready, stuck, CART, type Watcher } from './testing/watcher';

let database: TestDatabase;
const running: Watcher[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const one of running.splice(0)) await one.recorder.stop();
  await forgetHistory(database.db);
});

/** A process that watches one cluster, with what the database kept so far. */
async function watcher(name = 'one'): Promise<Watcher> {
  const made = await processOf(database.db, name);
  running.push(made);
  return made;
}

/** The kept transitions of cart, oldest first: `Healthy→Degraded 03:14:10`. */
async function kept(): Promise<string[]> {
  const rows = await listTransitions(database.db, CART, 100);
  return rows.reverse().map(({ from, to, at }) => `${from ?? ''}→${to} ${at.slice(11, 19)}`);
}

describe('transitions', () => {
  it('keep a change of status once, with its receipt, and the end of the one before', async () => {
    const one = await watcher();
    one.show(ready());
    await one.flush();
    one.at('03:14:10').show(stuck('ImagePullBackOff'));
    one.show(stuck('ImagePullBackOff'));
    await one.flush();
    await one.flush();
    const [fall, first] = await listTransitions(database.db, CART, 10);
    expect(first).toMatchObject({ from: null, to: 'Healthy', ready: 1, until: '2026-03-12T03:14:10.000Z' });
    expect(fall).toMatchObject({
      placement: CART,
      service: 'cart~shop~eu',
      cluster: 'eu',
      namespace: 'shop',
      from: 'Healthy',
      to: 'Degraded',
      ready: 0,
      desired: 1,
      at: '2026-03-12T03:14:10.000Z',
      until: null,
      receipt: { cluster: 'eu', value: 'ImagePullBackOff' },
    });
    expect(fall?.message).toContain('cannot pull its image');
  });

  it('keep another reason of a bad status, and none of a good one', async () => {
    const one = await watcher();
    one.show(ready());
    one.at('03:14:10').show(stuck('ImagePullBackOff'));
    one.at('03:14:20').show(stuck('CreateContainerConfigError'));
    one.at('03:14:30').show(ready(2));
    await one.flush();
    expect(await kept()).toEqual([
      '→Healthy 02:00:00',
      'Healthy→Degraded 03:14:10',
      'Degraded→Degraded 03:14:20',
      'Degraded→Healthy 03:14:30',
    ]);
  });

  it('are written once by two that watch the same, at once and one late', async () => {
    const [one, two] = [await watcher('one'), await watcher('two')];
    for (const each of [one, two]) {
      each.show(ready());
      each.at('03:14:10').show(stuck('ImagePullBackOff'));
    }
    await Promise.all([one.flush(), two.flush()]);
    const holder = await database.db.client.historyLease.findFirstOrThrow();
    const [writes, lags] = holder.owner === 'one' ? [one, two] : [two, one];
    writes.at('03:14:20').show(ready());
    await writes.flush();
    await lags.flush();
    lags.at('03:14:20').show(ready());
    await lags.flush();
    expect(await kept()).toEqual([
      '→Healthy 02:00:00',
      'Healthy→Degraded 03:14:10',
      'Degraded→Healthy 03:14:20',
    ]);
  });

  it('are written by another when the one that wrote them has stopped', async () => {
    const [one, two] = [await watcher('one'), await watcher('two')];
    for (const each of [one, two]) each.show(ready());
    await one.flush();
    await two.flush();
    two.at('03:14:10').show(stuck('ImagePullBackOff'));
    await two.flush();
    expect(await kept()).toEqual(['→Healthy 02:00:00']);
    await one.recorder.stop();
    await two.flush();
    expect(await kept()).toEqual(['→Healthy 02:00:00', 'Healthy→Degraded 03:14:10']);
  });

  it('are not written by a restart when nothing changed', async () => {
    const one = await watcher();
    one.show(ready());
    one.at('03:14:10').show(stuck('ImagePullBackOff'));
    await one.flush();
    await one.recorder.stop();
    const two = await watcher('two');
    two.at('03:20:00').reading();
    two.show(stuck('ImagePullBackOff'));
    await two.flush();
    two.read();
    await two.flush();
    expect(await kept()).toEqual(['→Healthy 02:00:00', 'Healthy→Degraded 03:14:10']);
    expect(two.health().status).toBe('Degraded');
  });

  it('are written by a restart when something changed meanwhile', async () => {
    const one = await watcher();
    one.show(stuck('ImagePullBackOff'));
    await one.flush();
    await one.recorder.stop();
    const two = await watcher('two');
    two.at('03:20:00').show(ready());
    await two.flush();
    expect((await kept()).at(-1)).toBe('Degraded→Healthy 03:20:00');
  });

  it('are kept of a cluster that is silent, not of one that is not read yet', async () => {
    const one = await watcher();
    one.reading();
    one.show(ready());
    await one.flush();
    expect(await kept()).toEqual([]);
    one.read();
    await one.flush();
    one.at('03:15:30').reach('stale', '2026-03-12T03:15:10.000Z');
    await one.flush();
    one.at('03:16:00').reach('live', '2026-03-12T03:16:00.000Z');
    await one.flush();
    expect(await kept()).toEqual([
      '→Healthy 02:00:00',
      'Healthy→Unknown 03:15:10',
      'Unknown→Healthy 03:16:00',
    ]);
  });

  it('wait while the database is unavailable, in order, and are written when it is back', async () => {
    const one = await watcher();
    one.break(true);
    one.show(ready());
    await expect(one.flush()).rejects.toThrow('the database is away');
    one.at('03:14:10').show(stuck('ImagePullBackOff'));
    one.at('03:14:20').show(ready());
    await expect(one.flush()).rejects.toThrow('the database is away');
    one.break(false);
    await one.flush();
    expect(await kept()).toEqual([
      '→Healthy 02:00:00',
      'Healthy→Degraded 03:14:10',
      'Degraded→Healthy 03:14:20',
    ]);
  });

  it('are written in one turn for many, soon after they were seen', async () => {
    const one = await watcher();
    one.show(ready());
    one.show(stuck('ImagePullBackOff'));
    expect(one.writes()).toBe(0);
    one.clock.advance(250);
    await expect.poll(kept).toHaveLength(2);
    expect(one.writes()).toBe(1);
  });

  it('load as the last of each placement', async () => {
    const one = await watcher();
    one.show(ready());
    one.at('03:14:10').show(stuck('ImagePullBackOff'));
    one.at('03:14:20').show(stuck('CreateContainerConfigError'));
    await one.flush();
    const statuses = await loadKeptStatuses(database.db);
    expect([...statuses.keys()]).toEqual([CART]);
    expect(statuses.get(CART)).toMatchObject({ status: 'Degraded', since: '2026-03-12T03:14:10.000Z' });
  });
});

describe('the history of a service', () => {
  it('has availability, falls and transitions', async () => {
    const one = await watcher();
    one.show(ready());
    for (let minute = 20; minute < 28; minute += 2) {
      one.at(`03:${minute}:00`).show(stuck('ImagePullBackOff'));
      one.at(`03:${minute + 1}:00`).show(ready());
    }
    await one.flush();
    one.at('03:30:00');
    const history = await readServiceHistory({ ...one.context, db: database.db }, 'cart~shop~eu');
    expect(serviceHistorySchema.parse(history)).toEqual(history);
    const [placement] = history.placements;
    expect(placement).toMatchObject({ placement: CART, fallsLastHour: 4, flapping: true });
    expect(placement?.availability[0]).toMatchObject({ window: '24h', downSeconds: 240 });
    expect(placement?.transitions[0]).toMatchObject({ from: 'Degraded', to: 'Healthy', until: null });
    expect(history.knownSince).toBe(placement?.transitions.at(-1)?.at);
  });

  it('is refused for an unknown service', async () => {
    const one = await watcher();
    await expect(readServiceHistory({ ...one.context, db: database.db }, 'none')).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('ready counts', () => {
  it('are kept when they change, at most one in 5 s, the last of them', async () => {
    const one = await watcher();
    one.show(ready(3, 3));
    await one.flush();
    one.at('03:14:01').show(ready(3, 2));
    await one.flush();
    one.at('03:14:02').show(ready(3, 1));
    await one.flush();
    one.at('03:14:06');
    await one.flush();
    one.at('03:14:20').show(ready(3, 3));
    const answer = await readReadiness({ ...one.context, db: database.db }, { placement: CART, minutes: 5 });
    expect(readinessSchema.parse(answer)).toEqual(answer);
    expect(answer.points.map(({ at, ready: count }) => `${at.slice(14, 19)} ${count}`)).toEqual([
      '14:00 3',
      '14:02 1',
      '14:20 3',
    ]);
    await expect(
      readReadiness({ ...one.context, db: database.db }, { placement: 'none' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('events', () => {
  const warning = (
    more: { name: string; minute: number; count?: number },
    regarding: Parameters<typeof event>[0]['regarding'],
  ) => ({
    ...event({ name: more.name, regarding }),
    count: more.count ?? 1,
    lastSeen: `2026-03-12T03:${more.minute}:00Z`,
  });

  it('are kept past the hour of the API server and read with the live ones, newest first', async () => {
    const one = await watcher();
    const shown = stuck('ImagePullBackOff');
    const [pod] = shown.pods;
    if (!pod) throw new Error('no pod');
    const early = warning({ name: 'early', minute: 11 }, pod);
    const late = warning({ name: 'late', minute: 12 }, pod);
    one.show(shown);
    one.world.put('eu', early, late);
    await one.flush();
    one.world.take('eu', early, late);
    one.world.put('eu', warning({ name: 'late', minute: 14, count: 7 }, pod));
    one.world.put('eu', { ...warning({ name: 'normal', minute: 13 }, shown.owner), type: 'Normal' });
    one.world.put('eu', { ...warning({ name: 'pulled', minute: 13 }, pod), type: 'Normal' });

    const context = { ...one.context, db: database.db };
    const words = async (query: Parameters<typeof readServiceEvents>[2]) => {
      const page = await readServiceEvents(context, 'cart~shop~eu', query);
      return { next: page.nextCursor, ids: page.items.map(({ id, count }) => `${id} ${count}`) };
    };
    const whole = await words({});
    expect(whole).toEqual({
      ids: ['late 7', 'pulled 1', 'normal 1', 'early 1'].map(
        (words) => expect.stringContaining(words) as string,
      ),
      next: null,
    });

    const first = await words({ limit: 3 });
    const second = await words({ limit: 3, cursor: first.next ?? '' });
    expect([...first.ids, ...second.ids]).toEqual(whole.ids);
    expect(second.next).toBeNull();
    expect((await words({ type: 'Warning' })).ids).toEqual([whole.ids[0], whole.ids.at(-1)]);
    await expect(words({ cursor: 'bm9uZQ' })).rejects.toMatchObject({ fields: [{ field: 'cursor' }] });

    await one.flush();
    const rows = await database.db.client.keptEvent.findMany({ orderBy: { lastSeen: 'asc' } });
    expect(rows.map(({ uid, count }) => `${uid} ${count}`)).toEqual([
      expect.stringContaining('early'),
      expect.stringContaining('normal'),
      expect.stringMatching(/late.* 7$/),
    ]);
  });

  it('may come before the objects that they regard', async () => {
    const one = await watcher();
    const shown = stuck('ImagePullBackOff');
    const [pod] = shown.pods;
    if (!pod) throw new Error('no pod');
    one.world.put('eu', warning({ name: 'early', minute: 11 }, pod));
    await one.flush();
    one.show(shown);
    await one.flush();
    expect(await database.db.client.keptEvent.count()).toBe(1);
  });
});
