import { afterEach, describe, expect, it } from 'vitest';
import { AppError, type Actor, type LogMessage, type Pod } from '@/lib/model';
import { pod } from '@/lib/views/testing/objects';
import { fakeLogs } from '../testing/logs';
import { running, scene } from '@/lib/views/testing/scene';
import { BUFFER_BYTES_MAX } from './buffer';
import { openLogText } from './download';
import { openLogs } from './follow';
import type { LogsContext, LogsQuery } from './query';

const actor: Actor = { id: 'user:vic', name: 'Vic', role: 'viewer', groups: [], sessionId: 's' };
const SERVICE = { cluster: 'eu', namespace: 'shop', service: 'cart~shop~eu', previous: false } as const;
const viewers: AbortController[] = [];

afterEach(() => {
  for (const viewer of viewers.splice(0)) viewer.abort();
});

/** Two pods of cart, and the messages to a viewer of their logs. */
function setUp() {
  const held = scene();
  const cart = running({ name: 'cart', replicas: 2 });
  held.world.put('eu', ...cart.all);
  const fake = fakeLogs();
  const context: LogsContext = {
    ...held.context,
    actor,
    clusters: { logs: (name) => (name === 'eu' ? fake.logs : undefined) },
    // Every wait is one turn of the event loop.
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
  };
  const open = (query: LogsQuery) => {
    const viewer = new AbortController();
    viewers.push(viewer);
    return { viewer, messages: openLogs(context, query)(viewer.signal) };
  };
  return { ...held, cart, fake, context, open };
}

/** Reads on until a message matches, and returns all messages. */
async function until(
  messages: AsyncGenerator<LogMessage>,
  fits: (message: LogMessage) => boolean,
): Promise<LogMessage[]> {
  const came: LogMessage[] = [];
  for (;;) {
    const next = await messages.next();
    if (next.done === true) throw new Error(`it ended: ${JSON.stringify(came)}`);
    came.push(next.value);
    if (fits(next.value)) return came;
  }
}

const textsOf = (messages: readonly LogMessage[]): string[] =>
  messages.flatMap((message) => (message.type === 'lines' ? message.lines.map(({ text }) => text) : []));
const says = (text: string) => (message: LogMessage) =>
  message.type === 'lines' && message.lines.some((line) => line.text === text);
const isSource = (podName: string, state: string) => (message: LogMessage) =>
  message.type === 'source' && message.pod === podName && message.state === state;
const isEnd = (message: LogMessage) => message.type === 'end';

describe('the logs of a service', () => {
  it('are those of all its pods, merged by time', async () => {
    const { open, fake } = setUp();
    const { messages } = open({ ...SERVICE, follow: true, tail: 100 });
    const opening = until(messages, isSource('cart-rs1-1', 'open'));
    await opening;
    fake.of('cart-rs1-0').say('03:14:01 b', '03:14:03.25 d');
    fake.of('cart-rs1-1').say('03:14:00.5 a', '03:14:03.200000001 c');
    const came = await until(messages, says('d'));
    expect(textsOf(came)).toEqual(['a', 'b', 'c', 'd']);
    expect(fake.of('cart-rs1-0').request).toMatchObject({
      namespace: 'shop',
      container: 'main',
      follow: true,
      tailLines: 100,
      sinceTime: null,
    });
  });

  it('include pods that come, and say which end', async () => {
    const { open, fake, world, cart } = setUp();
    const { messages } = open({ ...SERVICE, follow: true });
    await until(messages, isSource('cart-rs1-1', 'open'));
    world.put('eu', pod({ name: 'cart-rs1-2', labels: { app: 'cart' }, owner: cart.set }));
    await until(messages, isSource('cart-rs1-2', 'open'));
    world.take('eu', ...cart.pods.slice(0, 1));
    fake.of('cart-rs1-0').end();
    const [ended] = (await until(messages, isSource('cart-rs1-0', 'ended'))).slice(-1);
    expect(ended).toMatchObject({ sentence: 'The log of main in cart-rs1-0 has ended.' });
  });

  it('are also those of a workload, by kind and name', async () => {
    const { open, fake } = setUp();
    const query = { cluster: 'eu', namespace: 'shop', kind: 'Deployment', name: 'cart', previous: false };
    const { messages } = open({ ...query, follow: true });
    await until(messages, isSource('cart-rs1-1', 'open'));
    expect(fake.streams).toHaveLength(2);
  });

  it('are read twenty at a time, pods with problems first, and the others counted', async () => {
    const { open, fake, world, cart } = setUp();
    const more = Array.from({ length: 23 }, (_, index) =>
      pod({ name: `cart-x-${index}`, labels: { app: 'cart' }, owner: cart.set, ready: index !== 22 }),
    );
    world.put('eu', ...more);
    const { messages } = open({ ...SERVICE, follow: true });
    expect(await until(messages, ({ type }) => type === 'left-out')).toContainEqual({
      type: 'left-out',
      containers: 5,
    });
    expect(fake.streams).toHaveLength(20);
    expect(fake.streams[0]?.request.pod).toBe('cart-x-22');
  });
});

describe('the log of a pod', () => {
  const POD = { cluster: 'eu', namespace: 'shop', pod: 'cart-rs1-0', previous: false } as const;

  it('ends with its lines when it is not followed', async () => {
    const { open, fake } = setUp();
    const { messages } = open({ ...POD, follow: false });
    const all = until(messages, isEnd);
    fake.of('cart-rs1-0').say('03:14:01 a');
    fake.of('cart-rs1-0').end();
    const came = await all;
    expect(textsOf(came)).toEqual(['a']);
    expect(came.at(-1)).toEqual({ type: 'end', sentence: '1 log has ended.' });
    expect((await messages.next()).done).toBe(true);
  });

  it('is continued where it broke off, and no line is sent twice', async () => {
    const { open, fake } = setUp();
    const { messages } = open({ ...POD, follow: true, sinceSeconds: 300, tail: 10 });
    await until(messages, isSource('cart-rs1-0', 'open'));
    fake.of('cart-rs1-0').say('03:14:01.1 a', '03:14:01.2 b', '03:14:01.2 c');
    await until(messages, says('c'));
    fake.of('cart-rs1-0').fail(new AppError('cluster-unavailable', 'The API server broke the connection.'));
    expect((await until(messages, isSource('cart-rs1-0', 'refused'))).at(-1)).toMatchObject({
      code: 'cluster-unavailable',
      sentence: 'The API server broke the connection.',
    });
    await until(messages, isSource('cart-rs1-0', 'open'));
    const again = fake.of('cart-rs1-0');
    expect(again.request).toMatchObject({
      sinceTime: '2026-03-12T03:14:01.2Z',
      sinceSeconds: null,
      tailLines: null,
    });
    again.say('03:14:01.1 a', '03:14:01.2 b', '03:14:01.2 c', '03:14:01.2 d', '03:14:02 e');
    expect(textsOf(await until(messages, says('e')))).toEqual(['d', 'e']);
  });

  it('of a container that restarts is read on', async () => {
    const { open, fake, world, cart } = setUp();
    const first = cart.pods[0] as Pod;
    const { messages } = open({ ...POD, follow: true });
    await until(messages, isSource('cart-rs1-0', 'open'));
    fake.of('cart-rs1-0').say('03:14:01 last words');
    await until(messages, says('last words'));
    let versions = 0;
    const status = (restartCount: number, state: object): Pod => ({
      ...first,
      metadata: { ...first.metadata, resourceVersion: `9${versions++}` },
      status: {
        ...first.status,
        containerStatuses: first.status.containerStatuses.map((one) => ({ ...one, restartCount, state })),
      },
    });
    world.put('eu', status(0, { terminated: { exitCode: 1 } }));
    fake.of('cart-rs1-0').end();
    await until(messages, isSource('cart-rs1-0', 'ended'));
    world.put('eu', status(1, { running: { startedAt: '2026-03-12T03:14:10Z' } }));
    await until(messages, isSource('cart-rs1-0', 'open'));
    fake.of('cart-rs1-0').say('03:14:11 new words');
    expect(textsOf(await until(messages, says('new words')))).toEqual(['new words']);
  });

  it('of a container that waits to start is refused in the words of the server, and read when it has started', async () => {
    const { open, fake, world, cart } = setUp();
    const waiting = 'container "main" in pod "cart-new" is waiting to start: ContainerCreating';
    const spec = { name: 'cart-new', labels: { app: 'cart' }, owner: cart.set };
    world.put('eu', pod({ ...spec, waiting: 'ContainerCreating' }));
    fake.refuse('cart-new', new AppError('cluster-refused', waiting));
    const { messages } = open({ ...POD, pod: 'cart-new', follow: true });
    expect((await until(messages, isSource('cart-new', 'refused'))).at(-1)).toMatchObject({
      code: 'cluster-refused',
      sentence: waiting,
    });
    fake.allow('cart-new');
    world.put('eu', pod(spec));
    await until(messages, isSource('cart-new', 'open'));
  });

  it('ends when the pod is gone', async () => {
    const { open, fake, world, cart } = setUp();
    const { messages } = open({ ...POD, follow: true });
    await until(messages, isSource('cart-rs1-0', 'open'));
    world.take('eu', ...cart.pods.slice(0, 1));
    fake.of('cart-rs1-0').end();
    await until(messages, isEnd);
  });

  it('is closed when the viewer leaves', async () => {
    const { open, fake } = setUp();
    const { messages, viewer } = open({ ...POD, follow: true });
    await until(messages, isSource('cart-rs1-0', 'open'));
    const next = messages.next();
    viewer.abort();
    expect((await next).done).toBe(true);
    expect(fake.of('cart-rs1-0').request.signal.aborted).toBe(true);
  });

  it('of a previous run is never followed', async () => {
    const { open, fake } = setUp();
    const { messages } = open({ ...POD, previous: true, follow: true });
    const all = until(messages, isEnd);
    expect(fake.of('cart-rs1-0').request).toMatchObject({ previous: true, follow: false });
    fake.of('cart-rs1-0').end();
    await all;
  });
});

describe('a viewer who does not read', () => {
  const POD = { cluster: 'eu', namespace: 'shop', pod: 'cart-rs1-0', previous: false } as const;
  const kilo = 'x'.repeat(1000);
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  it('is waited for with existing lines: none is lost', async () => {
    const { open, fake } = setUp();
    const { messages } = open({ ...POD, follow: false });
    const first = messages.next();
    const stream = fake.of('cart-rs1-0');
    for (let batch = 0; batch < 30; batch += 1) {
      stream.say(...Array.from({ length: 100 }, (_, index) => `03:10:00.${100 + index} ${kilo}`));
    }
    stream.end();
    await first;
    await turns();
    expect(stream.taken() * 100_000).toBeLessThan(BUFFER_BYTES_MAX * 1.5);
    const came = await until(messages, isEnd);
    expect(came.some(({ type }) => type === 'skipped')).toBe(false);
    expect(textsOf([(await first).value as LogMessage, ...came])).toHaveLength(3000);
  });

  it('misses live lines, which are counted', async () => {
    const { open, fake } = setUp();
    const { messages } = open({ ...POD, follow: true });
    await until(messages, isSource('cart-rs1-0', 'open'));
    const stream = fake.of('cart-rs1-0');
    for (let batch = 0; batch < 30; batch += 1) {
      stream.say(...Array.from({ length: 100 }, (_, index) => `03:15:00.${100 + index} ${kilo}`));
    }
    stream.say('03:16:00 now');
    await turns();
    expect(stream.taken()).toBe(31);
    const came = await until(messages, says('now'));
    const skipped = came.reduce((sum, message) => sum + (message.type === 'skipped' ? message.lines : 0), 0);
    expect(skipped).toBeGreaterThan(2000);
    expect(skipped + textsOf(came).length).toBe(3001);
  });
});

describe('what cannot be read', () => {
  const query: LogsQuery = { ...SERVICE, follow: true };
  const whereof = { cluster: 'eu', namespace: 'shop', previous: false, follow: true };

  it.each<[string, LogsQuery, string, string]>([
    ['an unknown cluster', { ...query, cluster: 'us' }, 'not-found', 'There is no cluster "us".'],
    [
      'an unknown namespace',
      { ...whereof, namespace: 'zoo', pod: 'a' },
      'not-found',
      'There is no namespace "zoo" in eu.',
    ],
    ['an unknown pod', { ...whereof, pod: 'gone' }, 'not-found', 'There is no pod "gone" in shop of eu.'],
    [
      'an unknown workload',
      { ...whereof, kind: 'Deployment', name: 'gone' },
      'not-found',
      'There is no Deployment "gone" in shop of eu.',
    ],
    [
      'an unknown service',
      { ...whereof, service: 'gone' },
      'not-found',
      'There is no service "gone" in shop of eu.',
    ],
    [
      'an unknown container',
      { ...whereof, pod: 'cart-rs1-0', container: 'sidecar' },
      'not-found',
      'There is no container "sidecar" in pod cart-rs1-0.',
    ],
    [
      'a kind that runs no pods',
      { ...whereof, kind: 'Ingress', name: 'cart' },
      'invalid-input',
      'expected one of',
    ],
    ['a kind without a name', { ...whereof, kind: 'Deployment' }, 'invalid-input', 'expected with kind'],
    ['nothing named', whereof, 'invalid-input', 'expected one of pod, kind with name, or service'],
    [
      'two things named',
      { ...query, pod: 'a' },
      'invalid-input',
      'expected one of pod, kind with name, or service',
    ],
  ])('%s', (_name, asked, code, sentence) => {
    const { context } = setUp();
    expect(() => openLogs(context, asked)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(sentence) as string }) as Error,
    );
  });

  it('a cluster that does not answer', () => {
    const { context, world } = setUp();
    const reason = 'The API server refuses connections.';
    world.writer().setReach({ state: 'unreachable', observedAt: null, reason }, '2026-03-12T03:14:00Z');
    expect(() => openLogs(context, query)).toThrow(
      'eu is unreachable: no log of it can be read. The API server refuses connections.',
    );
  });
});

describe('the download', () => {
  const signal = new AbortController().signal;
  const read = async (text: AsyncGenerator<string>): Promise<string> => {
    let all = '';
    for await (const part of text) all += part;
    return all;
  };

  it('has one text line for each line, one container after the other', async () => {
    const { context, fake } = setUp();
    fake.refuse('cart-rs1-0', new AppError('cluster-refused', 'It waits.'));
    const reading = read(await openLogText(context, { ...SERVICE, sinceSeconds: 60 }, signal));
    await expect.poll(() => fake.streams.length).toBe(2);
    fake.of('cart-rs1-1').say('03:14:00.5 a b', '03:14:01 c');
    fake.of('cart-rs1-1').end();
    expect(await reading).toBe(
      '# cart-rs1-0 main It waits.\n' +
        'cart-rs1-1 main 2026-03-12T03:14:00.5Z a b\ncart-rs1-1 main 2026-03-12T03:14:01Z c\n',
    );
    expect(fake.of('cart-rs1-1').request).toMatchObject({ follow: false, sinceSeconds: 60, tailLines: null });
  });

  it('of one container fails with the refusal of the server', async () => {
    const { context, fake } = setUp();
    fake.refuse('cart-rs1-0', new AppError('forbidden', 'cannot get resource "pods/log"'));
    const query = { cluster: 'eu', namespace: 'shop', pod: 'cart-rs1-0', previous: false };
    await expect(openLogText(context, query, signal)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
