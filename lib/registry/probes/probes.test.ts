import { createServer, type Server } from 'node:http';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Beats } from '../beats';
import { register } from '../rules/register';
import type { ProbeDefinition } from '../rules/kept';
import type { Report } from '../rules/report';
import { Table } from '../table';
import { heartbeat, instance } from '../testing/registries';
import { parseRange, type AddressRange } from './address';
import { ask, type ProbeResult } from './ask';
import { checkSubjects } from './checks';
import { checkKey } from './keys';
import { Minutes } from './minutes';
import { createProbeSchedule } from './schedule';
import { findTarget, type ProbeTarget } from './target';

const allow = [parseRange('10.0.0.0/8'), parseRange('fd12::/16')] as AddressRange[];
const http = (target: string, more: Partial<ProbeDefinition> = {}): ProbeDefinition => ({
  kind: 'http',
  target,
  intervalMs: 10_000,
  timeoutMs: 1000,
  successes: 1,
  failures: 1,
  ...more,
});
const resolved = (...addresses: string[]) => ({ allow, resolve: () => Promise.resolve(addresses) });

describe('where a probe goes', () => {
  it('is the address that was judged, though the name answers another the next time', async () => {
    const answers = ['10.0.0.7', '169.254.169.254'];
    let asked = 0;
    const resolve = (host: string) => {
      expect(host).toBe('label.example');
      asked += 1;
      return Promise.resolve([answers.shift() ?? '127.0.0.1']);
    };
    const found = await findTarget(
      http('http://label.example:8080/health?x=1'),
      { address: 'label.example' },
      { allow, resolve },
    );
    expect(found).toEqual({
      ok: true,
      target: {
        kind: 'http',
        address: '10.0.0.7',
        port: 8080,
        host: 'label.example:8080',
        tls: false,
        path: '/health?x=1',
      },
    });
    expect(asked).toBe(1);
  });

  it.each([
    [
      'http',
      'http://169.254.169.254/latest/meta-data',
      '10.0.0.7',
      '10.0.0.7',
      /only its own address is probed/,
    ],
    ['http', 'http://2130706433/', '2130706433', '127.0.0.1', /only its own address is probed/],
    ['http', 'http://0x7f.1/', '127.0.0.1', '127.0.0.1', /is a loopback address: it is never probed/],
    ['http', 'http://[::ffff:7f00:1]/', '::ffff:7f00:1', '::ffff:7f00:1', /is a loopback address/],
    ['tcp', '0177.0.0.1:80', '0177.0.0.1', '127.0.0.1', /is a loopback address/],
    ['tcp', 'rebound.example:80', 'rebound.example', '::ffff:169.254.169.254', /is a link-local address/],
    ['tcp', 'far.example:80', 'far.example', '8.8.8.8', /is in no range of registry.probes.allow/],
    ['http', 'http://user:secret@10.0.0.7/', '10.0.0.7', '10.0.0.7', /without user and password/],
    ['http', 'file:///etc/passwd', '10.0.0.7', '10.0.0.7', /not an http or https URL/],
    ['http', 'gopher://10.0.0.7/', '10.0.0.7', '10.0.0.7', /not an http or https URL/],
    ['grpc', '10.0.0.7:0', '10.0.0.7', '10.0.0.7', /not host:port/],
    ['tcp', '10.0.0.7:80@evil:80', '10.0.0.7', '10.0.0.7', /not host:port/],
  ] as const)(
    'is nowhere: %s %s of an instance at %s that resolves to %s',
    async (kind, target, address, to, why) => {
      const found = await findTarget({ kind, target }, { address }, resolved(to));
      expect(found).toMatchObject({ ok: false, why: expect.stringMatching(why) as string });
    },
  );

  it('may be IPv6, and a service of gRPC', async () => {
    const found = await findTarget(
      { kind: 'grpc', target: '[fd12::7]:9000/shop.Cart' },
      { address: 'fd12::7' },
      resolved('fd12::7'),
    );
    expect(found).toMatchObject({ ok: true, target: { address: 'fd12::7', port: 9000, path: 'shop.Cart' } });
  });
});

describe('asking', () => {
  const open: { close: () => unknown }[] = [];
  afterEach(() => {
    for (const each of open.splice(0)) each.close();
    vi.unstubAllEnvs();
  });
  const serve = async (server: Server | http2.Http2Server | net.Server): Promise<number> => {
    open.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return (server.address() as AddressInfo).port;
  };
  const target = (kind: ProbeTarget['kind'], port: number, path = '/'): ProbeTarget => ({
    kind,
    address: '127.0.0.1',
    port,
    host: 'label.example',
    tls: false,
    path,
  });

  it.each([
    [200, 'passing'],
    [204, 'passing'],
    [429, 'warning'],
    [404, 'critical'],
    [500, 'critical'],
  ] as const)('HTTP %i is %s; the body and headers of the answer are not reported', async (code, status) => {
    const hosts: unknown[] = [];
    const port = await serve(
      createServer((request, response) => {
        hosts.push(request.headers.host);
        response.writeHead(code, { 'x-secret': 'hunter2' }).end(code === 204 ? undefined : 'hunter2');
      }),
    );
    const result = await ask(target('http', port), 5000);
    expect(result).toMatchObject({ status, sentence: `HTTP ${code}.` });
    expect(hosts).toEqual(['label.example']);
  });

  it('follows no redirect', async () => {
    let followed = 0;
    const inner = await serve(createServer((_request, response) => response.end(String((followed += 1)))));
    const port = await serve(
      createServer((_request, response) => {
        response.writeHead(302, { location: `http://127.0.0.1:${inner}/` }).end();
      }),
    );
    expect(await ask(target('http', port), 5000)).toMatchObject({
      status: 'critical',
      sentence: 'HTTP 302.',
    });
    expect(followed).toBe(0);
  });

  it('gives up after its time, and where nothing listens', async () => {
    const silent = await serve(net.createServer(() => undefined));
    expect(await ask(target('http', silent), 50)).toMatchObject({
      status: 'critical',
      sentence: 'No answer within 50 ms.',
    });
    const gone = net.createServer();
    const port = await serve(gone);
    await new Promise((done) => gone.close(done));
    open.length = 0;
    expect((await ask(target('tcp', port), 5000)).sentence).toBe('It cannot be reached: connection refused.');
  });

  it('takes a connection for TCP', async () => {
    const port = await serve(net.createServer((socket) => socket.end()));
    expect(await ask(target('tcp', port), 5000)).toMatchObject({ status: 'passing' });
  });

  /** A gRPC server that answers with what `answer` sends; it keeps the bytes and the authority that it received. */
  const serveGrpc = async (answer: (stream: http2.ServerHttp2Stream) => void) => {
    const bodies: Buffer[] = [];
    const authorities: unknown[] = [];
    const server = http2.createServer();
    server.on('stream', (stream, headers) => {
      authorities.push(headers[':authority']);
      stream.on('data', (chunk: Buffer) => bodies.push(chunk));
      stream.on('end', () => answer(stream));
    });
    return { port: await serve(server), authorities, body: () => Buffer.concat(bodies) };
  };
  const answerWith =
    (message: readonly number[], status = '0') =>
    (stream: http2.ServerHttp2Stream) => {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': status }));
      stream.end(Buffer.from([0, 0, 0, 0, message.length, ...message]));
    };

  it.each([
    [[0x08, 1], 'passing', 'SERVING.'],
    [[0x08, 2], 'critical', 'NOT_SERVING.'],
    [[0x08, 3], 'critical', 'SERVICE_UNKNOWN.'],
    [[0x08, 77], 'critical', 'UNKNOWN.'],
    [[], 'critical', 'UNKNOWN.'],
  ] as const)('speaks gRPC’s health protocol: %j', async (message, status, sentence) => {
    const { port, authorities, body } = await serveGrpc(answerWith(message));
    expect(await ask(target('grpc', port, 'cart'), 5000)).toMatchObject({
      status,
      sentence,
      heard: 'answer',
    });
    expect(body()).toEqual(Buffer.from([0, 0, 0, 0, 6, 0x0a, 4, ...Buffer.from('cart')]));
    // The name is sent along; what is connected to is the address.
    expect(authorities).toEqual(['label.example']);
  });

  it.each([127, 128, 200])('names a gRPC service of %i bytes', async (length) => {
    const { port, body } = await serveGrpc(answerWith([0x08, 1]));
    const name = 'n'.repeat(length);
    expect(await ask(target('grpc', port, name), 5000)).toMatchObject({ status: 'passing' });
    // A length from 128 on takes two bytes (protobuf.dev/programming-guides/encoding).
    const prefix = length < 128 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
    const message = [0x0a, ...prefix, ...Buffer.from(name)];
    expect(body()).toEqual(Buffer.from([0, 0, 0, 0, message.length, ...message]));
  });

  it.each([
    ['its status behind the answer', answerWith([0x08, 1], '14')],
    [
      'nothing but a status',
      (stream: http2.ServerHttp2Stream) =>
        stream.respond(
          { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '14' },
          { endStream: true },
        ),
    ],
  ])('believes a gRPC server that sends %s', async (_name, answer) => {
    const { port } = await serveGrpc(answer);
    expect(await ask(target('grpc', port), 5000)).toMatchObject({
      status: 'critical',
      sentence: 'gRPC status 14.',
      heard: 'answer',
    });
  });

  it('gives up on gRPC after its time, and where nothing listens', async () => {
    const silent = await serveGrpc(() => undefined);
    const begun = await serveGrpc((stream) =>
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }),
    );
    for (const { port } of [silent, begun]) {
      expect(await ask(target('grpc', port), 100)).toMatchObject({
        status: 'critical',
        sentence: 'No answer within 100 ms.',
        heard: 'silence',
      });
    }
    const gone = net.createServer();
    const port = await serve(gone);
    await new Promise((done) => gone.close(done));
    expect(await ask(target('grpc', port), 5000)).toMatchObject({
      sentence: 'It cannot be reached: connection refused.',
      heard: 'silence',
    });
    const web = await serve(createServer((_request, response) => response.end('no HTTP/2 here')));
    const wrong = await ask(target('grpc', web), 5000);
    expect(wrong).toMatchObject({ status: 'critical', heard: 'silence' });
    expect(wrong.sentence).toMatch(/^It cannot be reached: [a-z ]+\.$/u);
  });

  it('uses no proxy of the environment, which would go around the guard', async () => {
    let proxied = 0;
    const proxy = await serve(
      net.createServer((socket) => {
        proxied += 1;
        socket.destroy();
      }),
    );
    for (const name of ['grpc_proxy', 'http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'])
      vi.stubEnv(name, `http://127.0.0.1:${proxy}`);
    vi.stubEnv('no_proxy', '');
    vi.stubEnv('no_grpc_proxy', '');
    const { port } = await serveGrpc(answerWith([0x08, 1]));
    const web = await serve(createServer((_request, response) => response.end()));
    expect(await ask(target('grpc', port), 5000)).toMatchObject({ sentence: 'SERVING.' });
    expect(await ask(target('http', web), 5000)).toMatchObject({ sentence: 'HTTP 200.' });
    expect(proxied).toBe(0);
  });
});

describe('probing checks', () => {
  const world = (definition: ProbeDefinition) => {
    const table = new Table(new Beats());
    const key = { service: 'label', id: 'label-1' };
    const check = {
      ...heartbeat(1000),
      id: 'service:label-1',
      ttlMs: null,
      probe: definition,
      status: 'critical' as const,
    };
    const wanted = instance({ address: '10.0.0.7', checks: [{ ...check, reported: false }] });
    const { next } = register(null, wanted, { ...key, at: 1, takeSlot: () => 0 });
    if (next !== null)
      table.apply({ index: 2, upserts: [{ ...next, createIndex: 2, modifyIndex: 2 }], removed: [] }, 1);
    const said: Report[] = [];
    let last: Report | null = null;
    const results: ProbeResult['status'][] = [];
    let now = 0;
    const minutes = new Minutes();
    const options = {
      probed: () => table.probed(),
      ...resolved('10.0.0.7'),
      minutes,
      report(_key: unknown, report: Report) {
        said.push(report);
        return undefined;
      },
    };
    const schedule = createProbeSchedule({
      now: () => now,
      random: () => 0.5,
      onError(error) {
        throw error;
      },
      ask: () =>
        Promise.resolve({
          status: results.shift() ?? 'passing',
          sentence: 'It said so.',
          tookMs: 7,
          heard: 'answer',
        }),
    });
    const turn = async (atMs: number) => {
      now = atMs;
      await schedule.turn(checkSubjects(options));
      last = said.at(-1) ?? null;
      return said.splice(0).map(({ status }) => status);
    };
    const history = () => minutes.of(checkKey({ ...key, check: 'service:label-1' }), now);
    return { history, turn, results, lastSaid: () => last };
  };

  it('asks at its interval, and remembers how long it took', async () => {
    const { history, turn } = world(http('http://10.0.0.7/'));
    expect(await turn(0)).toEqual(['passing']);
    expect(await turn(9999)).toEqual([]);
    expect(await turn(10_000)).toEqual(['passing']);
    expect(history()).toEqual([{ at: 0, asked: 2, failed: 0, p50Ms: 7, maxMs: 7 }]);
  });

  it('turns only after as many in a row as were asked for', async () => {
    const { turn, results } = world(http('http://10.0.0.7/', { successes: 2 }));
    results.push('passing', 'critical', 'passing', 'passing');
    const said = [];
    for (let round = 0; round < 4; round += 1) said.push(...(await turn(round * 10_000)));
    // The check was critical, and is until two in a row say otherwise.
    expect(said).toEqual(['critical', 'critical', 'critical', 'passing']);
  });

  it('says why it does not ask, and has no history of what it did not ask', async () => {
    const { history, turn, lastSaid } = world(http('http://169.254.169.254/latest/meta-data'));
    expect(await turn(0)).toEqual(['critical']);
    expect(lastSaid()).toMatchObject({
      heard: null,
      output:
        'Not probed: the check calls 169.254.169.254, but the instance is at 10.0.0.7: only its own address is probed.',
    });
    expect(history()).toEqual([]);
  });
});
