import { createServer, type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EndpointProbe, EndpointTarget, Probed } from '@/lib/model';
import { parseRange, type AddressRange } from './address';
import { ask, type ProbeResult } from './ask';
import { endpointSubjects, endpointTarget, type EndpointTargets } from './endpoints';
import { endpointKey } from './keys';
import { Minutes } from './minutes';
import { createProbeSchedule, type ProbeScheduleOptions } from './schedule';

const allow = ['10.0.0.0/8', 'fd12::/16'].map((text) => parseRange(text) as AddressRange);
const PROBE: EndpointProbe = {
  kind: 'http',
  port: 8080,
  path: '/healthz',
  intervalMs: 10_000,
  timeoutMs: 1000,
  healthy: 1,
  unhealthy: 3,
};
const endpoint = (address: string, more: Partial<EndpointProbe> = {}, port = 8080): EndpointTarget => ({
  cluster: 'eu',
  namespace: 'shop',
  service: 'cart',
  address,
  port,
  probe: { ...PROBE, ...more },
});

describe('an endpoint', () => {
  it.each([
    ['169.254.169.254', /link-local address, and where clouds keep credentials/],
    ['127.0.0.1', /loopback/],
    ['::1', /loopback/],
    ['::ffff:127.0.0.1', /loopback/],
    ['64:ff9b::a9fe:a9fe', /where clouds keep credentials/],
    ['fe80::1', /link-local/],
    ['fd00:ec2::254', /a cloud's metadata service/],
    ['0.0.0.0', /this machine itself/],
    ['::ffff:11.0.0.1', /is in no range of registry.probes.allow/],
    ['192.0.2.9', /is in no range of registry.probes.allow/],
    // From an EndpointSlice of type FQDN: a name is never resolved.
    ['metadata.google.internal', /is not an IP address/],
    ['localhost', /is not an IP address/],
    ['0x7f.1', /is not an IP address/],
    ['10.0.0.7:80', /is not an IP address/],
  ])('at %s is never asked', (address, why) => {
    expect(endpointTarget(endpoint(address), allow)).toMatchObject({
      ok: false,
      why: expect.stringMatching(why) as string,
    });
  });

  it.each([
    ['10.0.0.7', '10.0.0.7:8080'],
    ['::ffff:10.0.0.1', '[::ffff:10.0.0.1]:8080'],
    ['fd12::7', '[fd12::7]:8080'],
  ])('at %s is asked as %s, and nowhere else', (address, host) => {
    expect(endpointTarget(endpoint(address), allow)).toEqual({
      ok: true,
      target: { kind: 'http', address, port: 8080, host, tls: false, path: '/healthz' },
    });
  });
});

/** Endpoints of EndpointSlices that are probed at times that the test sets. */
function world({ reaches = true, ...more }: { reaches?: boolean } & Partial<ProbeScheduleOptions> = {}) {
  const probed = new Map<string, Probed>();
  const minutes = new Minutes();
  let sets: readonly EndpointTargets[] = [];
  let now = 1000;
  const asked: string[] = [];
  const results: Partial<ProbeResult>[] = [];
  const schedule = createProbeSchedule({
    now: () => now,
    random: () => 0.5,
    onError(error) {
      throw error;
    },
    ask(target) {
      asked.push(target.address);
      const answer: ProbeResult = { status: 'passing', sentence: 'HTTP 200.', tookMs: 7, heard: 'answer' };
      return Promise.resolve({ ...answer, ...results.shift() });
    },
    ...more,
  });
  const subjects = () =>
    endpointSubjects({
      targets: () => sets,
      allow,
      reaches: () => reaches,
      minutes,
      probedOf: (target) => probed.get(endpointKey(target)) ?? null,
      onProbed: (target, result) => probed.set(endpointKey(target), result),
    });
  return {
    results,
    set: (...targets: readonly EndpointTarget[]) => (sets = [{ targets, isRead: true }]),
    setUnread: (...targets: readonly EndpointTarget[]) => (sets = [{ targets, isRead: false }]),
    at: (ms: number) => (now = ms),
    turn: () => schedule.turn(subjects()),
    takeAsked: () => asked.splice(0),
    probedOf: (target: EndpointTarget) => probed.get(endpointKey(target)) ?? null,
    minutes: (target: EndpointTarget) => minutes.of(endpointKey(target), now),
  };
}

const SILENCE = {
  status: 'critical',
  sentence: 'It cannot be reached.',
  heard: 'silence',
  tookMs: 1,
} as const;

describe('probing endpoints', () => {
  it('changes the verdict when a failure has lasted, and says since when', async () => {
    const one = endpoint('10.0.0.7');
    const { set, at, turn, results, probedOf, minutes } = world();
    set(one);
    await turn();
    expect(probedOf(one)).toMatchObject({ status: 'passing', since: 1000, askedAt: 1000, tookMs: 7 });
    results.push(SILENCE, SILENCE, SILENCE, SILENCE);
    const verdicts: unknown[] = [];
    for (const ms of [11_000, 21_000, 31_000, 41_000]) {
      at(ms);
      await turn();
      verdicts.push([probedOf(one)?.status, probedOf(one)?.since]);
    }
    expect(verdicts).toEqual([
      ['passing', 1000],
      ['passing', 1000],
      ['critical', 31_000],
      ['critical', 31_000],
    ]);
    expect(minutes(one)).toEqual([{ at: 0, asked: 5, failed: 4, p50Ms: 7, maxMs: 7 }]);
  });

  it('begins at once with a new endpoint, and ends with one that is gone', async () => {
    const { set, turn, takeAsked } = world();
    set(endpoint('10.0.0.1'));
    await turn();
    set(endpoint('10.0.0.1'), endpoint('10.0.0.2'));
    await turn();
    set(endpoint('10.0.0.2'));
    await turn();
    expect(takeAsked()).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  it('drops the answer of an endpoint that is gone meanwhile', async () => {
    const waiting: ((result: ProbeResult) => void)[] = [];
    const { set, turn, probedOf } = world({ ask: () => new Promise((answer) => waiting.push(answer)) });
    const gone = endpoint('10.0.0.1');
    set(gone);
    const turned = turn();
    set();
    await turn();
    for (const answer of waiting)
      answer({ status: 'passing', sentence: 'HTTP 200.', tookMs: 7, heard: 'answer' });
    await turned;
    expect(probedOf(gone)).toBeNull();
  });

  it('sends nothing for a cluster that cannot be read, or whose pods cannot be reached', async () => {
    const old = world();
    old.setUnread(endpoint('10.0.0.1'));
    await old.turn();
    const far = world({ reaches: false });
    far.set(endpoint('10.0.0.1'));
    await far.turn();
    expect([old.takeAsked(), far.takeAsked()]).toEqual([[], []]);
  });

  it('says why an endpoint may not be probed, and has no verdict about it', async () => {
    const one = endpoint('169.254.169.254', { unhealthy: 1 });
    const { set, turn, takeAsked, probedOf, minutes } = world();
    set(one);
    await turn();
    expect(takeAsked()).toEqual([]);
    expect(probedOf(one)).toMatchObject({ status: null, heard: null });
    expect(probedOf(one)?.sentence).toContain('Not probed: 169.254.169.254 is a link-local address');
    expect(minutes(one)).toEqual([]);
  });

  it('has at most 256 probes under way, and begins with the longest overdue', async () => {
    const waiting: (() => void)[] = [];
    const asked: string[] = [];
    const all = Array.from({ length: 300 }, (_, index) => endpoint(`10.0.${index >> 8}.${index & 255}`));
    const { set, turn } = world({
      ask: (target) => {
        asked.push(target.address);
        return new Promise((answer) =>
          waiting.push(() =>
            answer({ status: 'passing', sentence: 'HTTP 200.', tookMs: 7, heard: 'answer' }),
          ),
        );
      },
    });
    set(...all);
    const first = turn();
    await turn();
    await vi.waitFor(() => expect(asked).toHaveLength(256), { timeout: 20_000 });
    await turn();
    expect(asked).toHaveLength(256);
    for (const answer of waiting.splice(0)) answer();
    await first;
    const second = turn();
    await vi.waitFor(() => expect(new Set(asked).size).toBe(300), { timeout: 20_000 });
    for (const answer of waiting.splice(0)) answer();
    await second;
  });

  it('counts no timeout that this process was too late for itself', async () => {
    const one = endpoint('10.0.0.1', { unhealthy: 1, timeoutMs: 1000 });
    const { set, at, turn, results, probedOf, minutes } = world();
    set(one);
    results.push({ ...SILENCE, tookMs: 1400 }, { ...SILENCE, tookMs: 1010 });
    await turn();
    expect([probedOf(one), minutes(one)]).toEqual([null, []]);
    at(11_000);
    await turn();
    expect(probedOf(one)?.status).toBe('critical');
  });

  it('drifts apart, by a random part of the interval', async () => {
    const random = [0, 1];
    const { set, at, turn, takeAsked } = world({ random: () => random.shift() ?? 0.5 });
    set(endpoint('10.0.0.1'), endpoint('10.0.0.2'));
    await turn();
    takeAsked();
    at(10_000);
    await turn();
    expect(takeAsked()).toEqual(['10.0.0.1']);
    at(12_000);
    await turn();
    expect(takeAsked()).toEqual(['10.0.0.2']);
  });
});

describe('what endpoints answer', () => {
  const open: (() => unknown)[] = [];
  afterEach(() => {
    for (const close of open.splice(0)) close();
  });
  const listen = async (server: net.Server): Promise<number> => {
    open.push(() => server.close());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return (server.address() as AddressInfo).port;
  };
  const serve = (answer: RequestListener): Promise<number> => listen(createServer(answer));
  /** The guard judges the address of a pod; the connection goes to loopback, which the guard would forbid. */
  const onLoopback: typeof ask = (target, timeoutMs) => ask({ ...target, address: '127.0.0.1' }, timeoutMs);
  const probeOnce = async (port: number, more: Partial<EndpointProbe> = {}): Promise<Probed | null> => {
    const one = endpoint('10.0.0.7', { unhealthy: 1, ...more }, port);
    const { set, turn, probedOf } = world({ ask: onLoopback });
    set(one);
    await turn();
    return probedOf(one);
  };

  it('is reported by its status alone, and a redirect is not followed', async () => {
    let followed = 0;
    const inner = await serve((_request, response) => response.end(String((followed += 1))));
    const hosts: unknown[] = [];
    const port = await serve((request, response) => {
      hosts.push(request.headers.host);
      response
        .writeHead(302, { location: `http://127.0.0.1:${inner}/`, 'x-secret': 'hunter2' })
        .end('hunter2');
    });
    const probed = await probeOnce(port);
    expect(probed).toMatchObject({ status: 'critical', sentence: 'HTTP 302.', heard: 'answer' });
    expect(JSON.stringify(probed)).not.toContain('hunter2');
    expect([followed, hosts]).toEqual([0, [`10.0.0.7:${port}`]]);
  });

  it('is silence where no answer comes in time, or nothing listens', async () => {
    const slow = await serve(() => undefined);
    expect(await probeOnce(slow, { timeoutMs: 100 })).toMatchObject({
      status: 'critical',
      sentence: 'No answer within 100 ms.',
      heard: 'silence',
    });
    const gone = net.createServer();
    const port = await listen(gone);
    await new Promise((done) => gone.close(done));
    open.length = 0;
    expect(await probeOnce(port, { kind: 'tcp', path: '' })).toMatchObject({
      status: 'critical',
      sentence: 'It cannot be reached: connection refused.',
      heard: 'silence',
    });
  });

  it('is passing where a connection is accepted', async () => {
    const port = await listen(net.createServer((socket) => socket.end()));
    expect(await probeOnce(port, { kind: 'tcp', path: '' })).toMatchObject({
      status: 'passing',
      heard: 'answer',
    });
  });
});
