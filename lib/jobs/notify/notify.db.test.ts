import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { configSchema, EVERYTHING, notificationsSchema, type NotificationRule } from '@/lib/model';
import { readNotifications } from '@/lib/reads';
import { manualTimers } from '@/lib/live/testing/manual-timers';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { openQueue, type Queue } from '../queue';
import { openReceiver, type Receiver } from '../testing/receiver';
import { CART, forgetHistory, processOf, ready, stuck, type Watcher } from '../testing/watcher';
import { startNotifying, type Notifying } from './notify';

const SECRET = '4f1d0c9be7a2835641d0c9be7a28356f';
const EVENTUALLY = { timeout: 30_000, interval: 50 };

let database: TestDatabase;
let receiver: Receiver;
const stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(() => forgetHistory(database.db));
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function receiving(...statuses: number[]): Promise<void> {
  receiver = await openReceiver(SECRET, statuses);
  stops.push(() => receiver.close());
}

function ruleOf(more: object = {}): NotificationRule {
  const rule = { name: 'on-call', webhook: 'http://127.0.0.1:9', secretEnv: 'HOOK_SECRET', ...more };
  const [parsed] = configSchema.parse({ notifications: [rule] }).notifications;
  if (!parsed) throw new Error('no rule');
  return parsed;
}

interface Process extends Watcher {
  readonly notifying: Notifying;
  /** Writes what was seen and searches what is due. */
  round(): Promise<void>;
  end(): Promise<void>;
}

interface ProcessOptions {
  readonly rules?: readonly NotificationRule[];
  readonly isRollingOut?: () => boolean;
  readonly secret?: string;
}

/** A process of several on one database: it watches, records and notifies. */
async function start(name: string, options: ProcessOptions = {}): Promise<Process> {
  const { rules = [ruleOf()], isRollingOut = () => false, secret = SECRET } = options;
  const watcher = await processOf(database.db, name);
  const failures: unknown[] = [];
  const onError = (error: unknown): void => void failures.push(error);
  const queue: Queue = await openQueue({ connectionString: database.connectionString, onError });
  const notifying = await startNotifying({
    db: database.db,
    rules,
    queue,
    webhooks: new Map(rules.map((rule) => [rule.name, { url: receiver.url, secret }])),
    publicUrl: 'https://pilothouse.example.com',
    now: watcher.now,
    isRollingOut,
    onError,
    after: (ms, callback) => manualTimers().timers.after(ms, callback),
    pace: { retryDelay: 0, retryBackoff: false },
  });
  let ended = false;
  const end = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    await notifying.stop();
    await queue.stop();
    await watcher.recorder.stop();
    expect(failures).toEqual([]);
  };
  stops.unshift(end);
  return {
    ...watcher,
    notifying,
    end,
    async round() {
      await watcher.flush();
      await notifying.look();
    },
  };
}

const sentTexts = () => receiver.received.map(({ body }) => body.text);
const deliveries = async () =>
  (await readNotifications({ db: database.db, scope: EVERYTHING }, [], {})).items.map(
    ({ rule, event, state, tries, lastStatus }) =>
      `${rule} ${event} ${state} ${tries} ${lastStatus ?? 'no answer'}`,
  );

describe('a fall', () => {
  it('is sent once, when it has lasted, signed', async () => {
    await receiving();
    const one = await start('one');
    one.show(ready());
    one.at('03:14:10').show(stuck('ImagePullBackOff'));
    await one.round();
    one.at('03:15:09');
    await one.round();
    expect(await deliveries()).toEqual([]);
    one.at('03:15:10');
    await one.round();
    await one.round();
    await expect.poll(sentTexts, EVENTUALLY).toHaveLength(1);
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall delivered 1 200']);
    expect(receiver.received[0]).toMatchObject({
      delivery: receiver.received[0]?.body.pilothouse.delivery,
      body: {
        text: expect.stringMatching(/^cart in .* is Degraded\. .*cannot pull its image/) as string,
        pilothouse: {
          event: 'fall',
          placement: CART,
          transition: { from: 'Healthy', to: 'Degraded', at: '2026-03-12T03:14:10.000Z' },
          url: 'https://pilothouse.example.com/catalog/cart~shop~eu',
        },
      },
    });
  });

  it('is not sent when it was over before', async () => {
    await receiving();
    const one = await start('one');
    one.show(ready());
    one.at('03:14:10').show(stuck('ImagePullBackOff'));
    one.at('03:14:50').show(ready());
    await one.round();
    one.at('03:16:00');
    await one.round();
    expect(await deliveries()).toEqual([]);
  });

  it('is sent once by two processes that look at once', async () => {
    await receiving();
    const [one, two] = [await start('one'), await start('two')];
    for (const each of [one, two]) {
      each.show(ready());
      each.at('03:14:10').show(stuck('ImagePullBackOff'));
      each.at('03:16:00');
    }
    await Promise.all([one.round(), two.round()]);
    await Promise.all([two.round(), one.round()]);
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall delivered 1 200']);
    expect(sentTexts()).toHaveLength(1);
  });

  it('is sent once with a restart while it lasts, and one after', async () => {
    await receiving();
    const one = await start('one');
    one.show(ready());
    one.at('03:14:10').show(stuck('ImagePullBackOff'));
    await one.round();
    await one.end();
    const two = await start('two');
    two.at('03:15:30').show(stuck('ImagePullBackOff'));
    await two.round();
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall delivered 1 200']);
    await two.end();
    const three = await start('three');
    three.at('03:17:00').show(stuck('ImagePullBackOff'));
    await three.round();
    expect(await deliveries()).toEqual(['on-call fall delivered 1 200']);
    expect(sentTexts()).toHaveLength(1);
  });

  it('is sent by the next process when the first died before it made the job', async () => {
    await receiving();
    const one = await start('one');
    one.show(stuck('ImagePullBackOff'));
    one.at('03:16:00');
    await one.round();
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall delivered 1 200']);
    await database.db.client.notificationDelivery.updateMany({
      data: { state: 'queued', hasJob: false, tries: 0, id: '0b8b5f5e-7d61-4a5e-8a05-33f1b1b5d0aa' },
    });
    await one.end();
    const two = await start('two');
    two.at('03:16:10').show(stuck('ImagePullBackOff'));
    await two.round();
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall delivered 1 200']);
    expect(receiver.received.map(({ delivery }) => delivery).at(-1)).toBe(
      '0b8b5f5e-7d61-4a5e-8a05-33f1b1b5d0aa',
    );
  });

  it('waits during a rollout, where the rule says so', async () => {
    await receiving();
    let rolling = true;
    const one = await start('one', {
      rules: [ruleOf({ notDuringRollout: true })],
      isRollingOut: () => rolling,
    });
    one.show(stuck('ImagePullBackOff'));
    one.at('03:16:00');
    await one.round();
    expect(await deliveries()).toEqual([]);
    rolling = false;
    await one.round();
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall delivered 1 200']);
  });

  it('is sent only by the rules that it matches', async () => {
    await receiving();
    const names = ['all', 'this', 'other-service', 'other-owner', 'other-cluster', 'unknown-only'];
    const matches = [
      {},
      { services: ['cart'], clusters: ['eu'], severities: ['Degraded'] },
      { services: ['search'] },
      { owners: ['payments'] },
      { clusters: ['us'] },
      { severities: ['Unknown'] },
    ];
    const one = await start('one', {
      rules: names.map((name, index) => ruleOf({ name, match: matches[index] })),
    });
    one.show(stuck('ImagePullBackOff'));
    one.at('03:16:00');
    await one.round();
    await expect
      .poll(async () => (await deliveries()).sort(), EVENTUALLY)
      .toEqual(['all fall delivered 1 200', 'this fall delivered 1 200']);
  });
});

describe('a recovery', () => {
  it('is sent when the fall was sent, and the next fall is sent again', async () => {
    await receiving();
    const one = await start('one');
    one.show(ready());
    one.at('03:14:10').show(stuck('ImagePullBackOff'));
    one.at('03:16:00');
    await one.round();
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall delivered 1 200']);
    one.at('03:20:00').show(ready());
    await one.round();
    await expect.poll(sentTexts, EVENTUALLY).toHaveLength(2);
    expect(sentTexts()[1]).toMatch(/^cart in .* is Healthy again\. /);
    one.at('03:21:00').show(stuck('ImagePullBackOff'));
    one.at('03:22:00');
    await one.round();
    await expect.poll(sentTexts, EVENTUALLY).toHaveLength(3);
    await expect
      .poll(deliveries, EVENTUALLY)
      .toEqual([
        'on-call fall delivered 1 200',
        'on-call recovery delivered 1 200',
        'on-call fall delivered 1 200',
      ]);
  });

  it('is not sent where the rule does not want it, nor when the fall was not sent', async () => {
    await receiving(404);
    const rules = [ruleOf({ name: 'quiet', recovered: false })];
    const one = await start('one', { rules });
    one.show(stuck('ImagePullBackOff'));
    one.at('03:16:00');
    await one.round();
    await expect.poll(deliveries, EVENTUALLY).toEqual(['quiet fall failed 1 404']);
    one.at('03:20:00').show(ready());
    await one.round();
    one.at('03:21:00').show(stuck('ImagePullBackOff'));
    one.at('03:23:00');
    await one.round();
    await expect.poll(sentTexts, EVENTUALLY).toHaveLength(1);
    one.at('03:24:00').show(ready());
    await one.round();
    expect((await deliveries()).filter((one) => one.includes('recovery'))).toEqual([]);
  });
});

describe('a receiver', () => {
  const fall = async (): Promise<Process> => {
    const one = await start('one');
    one.show(stuck('ImagePullBackOff'));
    one.at('03:16:00');
    await one.round();
    return one;
  };

  it('that fails twice gets the third try, with the same delivery', async () => {
    await receiving(500, 429);
    await fall();
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall delivered 3 200']);
    expect(receiver.answered).toEqual([500, 429, 200]);
  });

  it('that refuses or redirects gets no second try', async () => {
    await receiving(302);
    await fall();
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall failed 1 302']);
    expect(receiver.answered).toEqual([302]);
  });

  it('that does not answer keeps no process from stopping, and is tried by the next one', async () => {
    await receiving(0);
    const one = await fall();
    await expect.poll(() => receiver.answered, EVENTUALLY).toEqual([0]);
    const began = performance.now();
    await one.end();
    expect(performance.now() - began).toBeLessThan(8000);
    await start('two');
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall delivered 2 200']);
  });

  it('that does not know the secret refuses once', async () => {
    await receiving();
    const one = await start('one', { secret: 'another secret of some length' });
    one.show(stuck('ImagePullBackOff'));
    one.at('03:16:00');
    await one.round();
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall failed 1 401']);
  });

  it('that fails five times is given up', async () => {
    await receiving(503, 503, 503, 503, 503);
    await fall();
    await expect.poll(deliveries, EVENTUALLY).toEqual(['on-call fall failed 5 503']);
    expect(receiver.answered).toHaveLength(5);
  });
});

it('shows rules without what is secret, and deliveries by pages', async () => {
  await receiving();
  const rules = [ruleOf({ name: 'first' }), ruleOf({ name: 'second', match: { owners: ['payments'] } })];
  const one = await start('one', { rules: [ruleOf({ name: 'first' }), ruleOf({ name: 'second' })] });
  one.show(stuck('ImagePullBackOff'));
  one.at('03:16:00');
  await one.round();
  await expect.poll(sentTexts, EVENTUALLY).toHaveLength(2);
  const withTargets = rules.map((rule) => ({ rule, url: 'https://hooks.example.com/services/T0/secret' }));
  const page = await readNotifications({ db: database.db, scope: EVERYTHING }, withTargets, { limit: 1 });
  expect(notificationsSchema.parse(page)).toEqual(page);
  expect(page.rules.map(({ name, target, owners }) => [name, target, owners])).toEqual([
    ['first', 'https://hooks.example.com', null],
    ['second', 'https://hooks.example.com', ['payments']],
  ]);
  expect(JSON.stringify(page)).not.toMatch(/services\/|HOOK_SECRET/);
  const next = await readNotifications({ db: database.db, scope: EVERYTHING }, [], {
    limit: 1,
    cursor: page.nextCursor ?? '',
  });
  expect(next.nextCursor).toBeNull();
  expect([...page.items, ...next.items].map(({ rule }) => rule).sort()).toEqual(['first', 'second']);
  await expect(
    readNotifications({ db: database.db, scope: EVERYTHING }, [], { cursor: 'bm9uZQ' }),
  ).rejects.toMatchObject({
    fields: [{ field: 'cursor' }],
  });
});
