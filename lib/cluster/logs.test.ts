import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PodLogLine, PodLogRequest, PodLogs } from '@/lib/model';
import { createConnection, type Connection } from './connection';
import { createAgents, destroyAgents } from './http';
import { createPodLogs } from './logs';
import { startFakeApi, status, type FakeApi } from './testing/fake-api';
import { createFakeTimers } from './testing/fake-timers';

const PATH = '/api/v1/namespaces/shop/pods/cart-0/log';
const AT = '2026-03-12T03:14:00.123456789Z';

let api: FakeApi;
let connection: Connection;
let logs: PodLogs;
const kept = createAgents(true);
const fresh = createAgents(false);

beforeEach(async () => {
  api = await startFakeApi();
  connection = createConnection(api.context(), createFakeTimers());
  logs = createPodLogs({ connection, kept, fresh });
});
afterEach(async () => {
  destroyAgents(kept);
  destroyAgents(fresh);
  await api.kill();
});

function request(more: Partial<PodLogRequest> = {}): PodLogRequest {
  return {
    namespace: 'shop',
    pod: 'cart-0',
    container: 'main',
    previous: false,
    follow: false,
    sinceSeconds: null,
    sinceTime: null,
    tailLines: null,
    signal: new AbortController().signal,
    ...more,
  };
}

async function read(lines: AsyncIterable<readonly PodLogLine[]>): Promise<string[]> {
  const texts: string[] = [];
  for await (const batch of lines) texts.push(...batch.map(({ text }) => text));
  return texts;
}

describe('the log of a container', () => {
  it('is requested with the parameters of the API, and read to its end', async () => {
    api.logs.set(PATH, `${AT} one\n${AT} two`);
    expect(await read(await logs.open(request({ tailLines: 0, sinceSeconds: 300 })))).toEqual(['one', 'two']);
    await read(await logs.open(request({ previous: true, sinceTime: AT })));
    expect(api.requests.map(({ url }) => url.search)).toEqual([
      '?container=main&timestamps=true&sinceSeconds=300&tailLines=0',
      `?container=main&timestamps=true&previous=true&sinceTime=${encodeURIComponent(AT)}`,
    ]);
  });

  it('is followed until it ends', async () => {
    api.logs.set(PATH, `${AT} one\n`);
    const lines = (await logs.open(request({ follow: true })))[Symbol.asyncIterator]();
    expect(await lines.next()).toEqual({ done: false, value: [{ at: AT, text: 'one', cut: false }] });
    api.send(PATH, `${AT} tw`);
    api.send(PATH, `o\n`);
    expect(await lines.next()).toEqual({ done: false, value: [{ at: AT, text: 'two', cut: false }] });
    api.end(PATH);
    expect(await lines.next()).toEqual({ done: true, value: undefined });
  });

  it.each([
    [400, 'cluster-refused', 'container "main" in pod "cart-0" is waiting to start: ContainerCreating'],
    [
      403,
      'forbidden',
      'pods "cart-0" is forbidden: User "eve" cannot get resource "pods/log" in API group "" in the namespace "shop"',
    ],
    [404, 'not-found', 'pods "cart-0" not found'],
    [500, 'cluster-unavailable', 'Get "https://node-1:10250/containerLogs": dial tcp: i/o timeout'],
  ])(
    'that is answered with %d is reported as %s, with the message of the server',
    async (code, expected, sentence) => {
      api.handlers.set(`GET ${PATH}`, status(code, sentence));
      await expect(logs.open(request({ follow: true }))).rejects.toMatchObject({
        name: 'AppError',
        code: expected,
        message: sentence,
      });
    },
  );

  it('does not let a name change the structure of the path', async () => {
    await expect(logs.open(request({ pod: '..' }))).rejects.toMatchObject({ code: 'not-found' });
    await expect(logs.open(request({ pod: 'a/exec' }))).rejects.toMatchObject({ message: 'pods not found' });
    expect(api.requests.map(({ url }) => url.pathname)).toEqual([
      '/api/v1/namespaces/shop/pods/a%2Fexec/log',
    ]);
  });

  it('that breaks reports it after the lines that came', async () => {
    api.handlers.set(`GET ${PATH}`, (_request, response) => {
      response.writeHead(200).write(`${AT} one\n`);
      setImmediate(() => response.destroy());
    });
    const lines = (await logs.open(request({ follow: true })))[Symbol.asyncIterator]();
    expect((await lines.next()).value).toHaveLength(1);
    await expect(lines.next()).rejects.toMatchObject({
      code: 'cluster-unavailable',
      message: `The API server at ${connection.host} broke the connection.`,
    });
  });

  it('is closed when its viewer leaves, silent or not', async () => {
    api.logs.set(PATH, `${AT} one\n`);
    const viewer = new AbortController();
    const lines = (await logs.open(request({ follow: true, signal: viewer.signal })))[Symbol.asyncIterator]();
    await lines.next();
    expect(api.watches(PATH)).toBe(1);
    const next = lines.next();
    viewer.abort();
    await expect(next).rejects.toMatchObject({ message: 'The request was cut short.' });
    await expect.poll(() => api.watches(PATH)).toBe(0);

    const early = new AbortController();
    api.handlers.set(`GET ${PATH}`, () => early.abort());
    await expect(logs.open(request({ follow: true, signal: early.signal }))).rejects.toThrow('cut short');
    await expect.poll(() => api.openSockets()).toBe(0);
  });

  it('is not read while nobody reads: the server waits', async () => {
    const line = Buffer.from(`${AT} ${'x'.repeat(1000)}\n`.repeat(64));
    const all = 600;
    let written = 0;
    const outcome = new Promise<'stalled' | 'finished'>((resolve) => {
      api.handlers.set(`GET ${PATH}`, (_request, response) => {
        const write = (): void => {
          while (written < all) {
            written += 1;
            if (response.write(line)) continue;
            const stalled = setTimeout(() => resolve('stalled'), 200);
            response.once('drain', () => {
              clearTimeout(stalled);
              write();
            });
            return;
          }
          resolve('finished');
          response.end();
        };
        response.writeHead(200);
        write();
      });
    });
    const lines = await logs.open(request());
    expect(await outcome).toBe('stalled');
    expect(written).toBeLessThan(all / 2);
    let count = 0;
    for await (const batch of lines) count += batch.length;
    expect(count).toBe(all * 64);
  });
});
