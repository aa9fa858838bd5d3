import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from '../root';
import { claimPort } from './port';
import { spawnServer, untilServing, type ServerProcess } from './server-process';

/**
 * Stands in for Next and the compiled product: it becomes ready when a file says so, its front answers `/front/…`, opens a stream at
 * `/stream` and throws at `/throws`, and it answers everything else itself.
 */
const NEXT = `
import { existsSync, watch } from 'node:fs';
import { Readable } from 'node:stream';
const body = async (request) => { let text = ''; for await (const chunk of request) text += chunk; return text; };
const echo = async (by, request, response) => {
  response.end('[' + by + ' ' + request.method + ' ' + request.url + ' ' + (await body(request)) + ' ' + request.headers.connection + ']');
};
const streams = new Set();
const front = {
  answer(request, response) {
    if (request.url === '/stream') {
      response.writeHead(200).write('open');
      streams.add(response);
      response.once('close', () => console.log('a stream is closed'));
      return true;
    }
    if (request.url === '/throws') throw new Error('The front failed.');
    if (!request.url.startsWith('/front/')) return false;
    void echo('front', request, response);
    return true;
  },
  async stop(why) {
    for (const stream of streams) stream.end('closed');
    if (existsSync('stuck')) await new Promise(() => setInterval(() => undefined, 1000));
    console.log(JSON.stringify({ why, streams: streams.size }));
  },
};
const ready = () => new Promise((resolve) => {
  const look = () => existsSync('ready') && resolve();
  watch('.', look);
  look();
});
export default ({ dev, httpServer }) => ({
  async prepare() {
    await ready();
    globalThis[Symbol.for('pilothouse.server')].open(front);
  },
  getRequestHandler() {
    if (dev) httpServer.on('upgrade', (request, socket) => socket.end('HTTP/1.1 101 Switching Protocols\\r\\n\\r\\nhmr'));
    return async (request, response) => {
      if (request.url !== '/large') return echo('next', request, response);
      Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(65536, 'x'))).pipe(response);
    };
  },
});
`;

let folder: string;
let port: number;
let server: ServerProcess | undefined;
let lines: string[];
/** A signal for a stop that never happens. */
const never = (): AbortSignal => new AbortController().signal;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pilothouse-server-'));
  mkdirSync(path.join(folder, 'node_modules/next'), { recursive: true });
  writeFileSync(path.join(folder, 'node_modules/next/index.mjs'), NEXT);
  writeFileSync(
    path.join(folder, 'node_modules/next/package.json'),
    JSON.stringify({ name: 'next', type: 'module', exports: './index.mjs' }),
  );
  copyFileSync(path.join(root, 'server.mjs'), path.join(folder, 'server.mjs'));
  port = await claimPort('127.0.0.1', 0);
  lines = [];
});
afterEach(async () => {
  await server?.stop(AbortSignal.abort());
  rmSync(folder, { recursive: true, force: true });
});

const touch = (name: string): void => writeFileSync(path.join(folder, name), '');

function spawnHere(mode: 'production' | 'development' = 'production'): ServerProcess {
  return (server = spawnServer({
    ...{ root: folder, mode, host: '127.0.0.1', port },
    env: { PATH: process.env.PATH },
    onLine: (_kind, line) => lines.push(line),
  }));
}

async function serving(mode?: 'production' | 'development'): Promise<ServerProcess> {
  touch('ready');
  const started = spawnHere(mode);
  expect(await untilServing(started, never())).toBe(true);
  return started;
}

const get = (url: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${url}`, init);

/** Tries to connect until the port is open. */
async function untilOpen(url: string): Promise<Response> {
  for (;;) {
    const answer = await get(url).catch(() => null);
    if (answer !== null) return answer;
  }
}

/** Sends pieces one after the other, each when the one before was taken, and returns everything received until the connection closes. */
function exchange(...pieces: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket
      .setNoDelay(true)
      .setEncoding('latin1')
      .on('data', (chunk: string) => (received += chunk));
    socket.on('close', () => resolve(received)).on('error', reject);
    const send = ([first, ...rest]: readonly string[]): void => {
      if (first !== undefined) socket.write(first, () => setImmediate(() => send(rest)));
    };
    send(pieces);
  });
}

const answersIn = (received: string): string[] =>
  [...received.matchAll(/\[(.*?)\]/g)].map(([, text = '']) => text.split(' ').slice(0, 4).join(' ').trim());

describe('a server that starts', () => {
  it('says that it lives, and takes no call that it would lose', async () => {
    const starting = spawnHere();
    expect(await (await untilOpen('/healthz')).text()).toBe('ok\n');
    for (const url of ['/front/register', '/', '/_next/static/a.js']) {
      const answer = await get(url, { method: 'PUT', body: '{}' });
      expect([answer.status, answer.headers.get('retry-after')], url).toEqual([503, '1']);
      expect(await answer.text()).toBe('Pilothouse is starting.\n');
    }
    touch('ready');
    expect(await untilServing(starting, never())).toBe(true);
    expect(answersIn(await (await get('/front/register', { method: 'PUT', body: '{}' })).text())).toEqual([
      'front PUT /front/register {}',
    ]);
    expect(answersIn(await (await get('/page')).text())[0]).toMatch(/^next GET \/page/);
  });

  it('is not waited for when it ends, or when it is not wanted any more', async () => {
    const starting = spawnHere();
    expect(await untilServing(starting, AbortSignal.abort())).toBe(false);
    await untilOpen('/healthz');
    const waiting = untilServing(starting, never());
    await starting.stop(never());
    expect(await waiting).toBe(false);
    expect(await starting.ended).toBe(0);
  });
});

describe('a request that asks for an upgrade', () => {
  const WISHES = {
    h2c: 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n',
    websocket:
      'Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n',
    TLS: 'Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n',
  };
  const LAST = 'GET /front/last HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n';

  it.each(Object.entries(WISHES))(
    'for %s is answered in HTTP/1.1, and so is what follows',
    async (_name, wish) => {
      await serving();
      const head = (line: string, more = '') => `${line} HTTP/1.1\r\nHost: p\r\n${wish}${more}\r\n`;
      const requests = [
        'GET /plain HTTP/1.1\r\nHost: p\r\n\r\n',
        head('GET /page'),
        `${head('PUT /front/a', 'Content-Length: 2\r\n')}{}`,
        `${head('POST /front/b', 'Transfer-Encoding: chunked\r\n')}2\r\n{}\r\n0\r\n\r\n`,
        LAST,
      ];
      const expected = [
        'next GET /plain',
        'next GET /page',
        'front PUT /front/a {}',
        'front POST /front/b {}',
        'front GET /front/last',
      ];
      const text = requests.join('');
      for (const pieces of [[text], requests, text.match(/[^]{1,40}/g) ?? []]) {
        const received = await exchange(...pieces);
        expect(
          answersIn(received).map((each) => each.replace(/ +(undefined|close|keep-alive).*$/, '')),
        ).toEqual(expected);
        expect(received).not.toContain(' 101 ');
      }
    },
  );

  it('comes after a large answer that the caller reads slowly', async () => {
    await serving();
    const received = await exchange(
      `GET /large HTTP/1.1\r\nHost: p\r\n\r\nGET /page HTTP/1.1\r\nHost: p\r\n${WISHES.h2c}\r\n${LAST}`,
    );
    expect(received.match(/x/g)?.length).toBeGreaterThan(4_000_000);
    expect(answersIn(received)).toHaveLength(2);
  });

  it('keeps the other wishes of its Connection header', async () => {
    await serving();
    const received = await exchange(
      'GET /front/a HTTP/1.1\r\nHost: p\r\nConnection: close, Upgrade\r\nUpgrade: h2c\r\n\r\n',
    );
    expect(answersIn(received)).toHaveLength(1);
  });

  it('keeps the length of its body behind any number of headers', async () => {
    await serving();
    const body = 'GET /front/smuggled HTTP/1.1\r\nHost: p\r\n\r\n';
    const many = 'a:b\r\n'.repeat(2500);
    const received = await exchange(
      `POST /front/a HTTP/1.1\r\nHost: p\r\n${WISHES.TLS}${many}Content-Length: ${body.length}\r\n\r\n${body}${LAST}`,
    );
    expect(received).toContain(`[front POST /front/a ${body}`);
    expect(received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });

  it("reaches Next's websocket in development, at its own path alone", async () => {
    await serving('development');
    const ask = (url: string) => `GET ${url} HTTP/1.1\r\nHost: p\r\n${WISHES.websocket}\r\n`;
    expect(await exchange(ask('/_next/hmr?id=1'))).toMatch(/^HTTP\/1\.1 101 .*hmr$/s);
    expect(answersIn(await exchange(ask('/page') + LAST))).toHaveLength(2);
  });
});

describe('a server that serves', () => {
  it('closes every answer of a connection that is closed, also those that wait for their turn', async () => {
    await serving();
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /stream HTTP/1.1\r\nHost: p\r\n\r\n'.repeat(3));
    await once(socket, 'data');
    socket.destroy();
    await vi.waitFor(() => expect(lines.filter((line) => line === 'a stream is closed')).toHaveLength(3));
  });

  it('takes a target in its absolute form', async () => {
    await serving();
    const ask = (target: string) => `GET ${target} HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n`;
    expect(answersIn(await exchange(ask('http://p:80/front/a?b=http://c/d')))).toEqual([
      'front GET /front/a?b=http://c/d',
    ]);
    expect(answersIn(await exchange(ask('HTTP://p')))).toEqual(['next GET /']);
    expect(answersIn(await exchange(ask('http://p?a')))).toEqual(['next GET /?a']);
  });

  it('outlives a front that throws', async () => {
    await serving();
    await expect(get('/throws')).rejects.toThrow();
    await vi.waitFor(() => expect(lines).toContain('pilothouse: GET /throws: Error: The front failed.'));
    expect((await get('/page')).status).toBe(200);
  });
});

describe('a server that is stopped', () => {
  it('ends its streams and connections, and says why', async () => {
    const started = await serving();
    const streams = await Promise.all(Array.from({ length: 20 }, () => get('/stream')));
    await started.stop(never());
    expect(await started.ended).toBe(0);
    for (const stream of streams) expect(await stream.text()).toBe('openclosed');
    expect(lines).toContain('{"why":"SIGTERM","streams":20}');
  });

  it('is cut where the stop does not end', async () => {
    const started = await serving();
    touch('stuck');
    await started.stop(never());
    expect(await started.ended).toBe(1);
  });
});
