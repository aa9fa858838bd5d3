import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { manualTimers } from '@/lib/live/testing/manual-timers';
import { configSchema, SourceUnread, type SourceKind, type SourceReading } from '@/lib/model';
import { SOURCES } from './index';
import { toySource } from './testing/toy';
import { watchSources } from './watch-sources';

const START = Date.parse('2026-03-12T03:14:00Z');
const SETTINGS = {
  config: configSchema.parse({}),
  tokens: new Map<string, string>(),
  metricQueries: () => ({}),
};
const NAME = 'http://toy';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Watches the sources of a table other than the product's own. The test sets the time, and every random wait is the longest. */
function watching(toy: SourceKind<number>, random = () => 1) {
  const clock = manualTimers();
  const readings: SourceReading<number>[] = [];
  const errors: unknown[] = [];
  const listener = { toy: (reading: SourceReading<number>): void => void readings.push(reading) };
  const watch = watchSources({
    // A new source needs its file and this line.
    table: { ...SOURCES, toy },
    settings: SETTINGS,
    onReading: { toy: (reading) => listener.toy(reading) },
    onError: (error, { kind, name }) =>
      errors.push([kind, name, error instanceof Error ? error.message : String(error)]),
    now: () => new Date(START + clock.nowMs),
    after: (ms, callback) => clock.timers.after(ms, callback),
    random,
  });
  stops.push(() => watch.stop());
  return {
    watch,
    listener,
    readings,
    errors,
    states: () => readings.map(({ isOld }) => (isOld ? 'old' : 'new')),
    age: () => watch.ages('toy')[NAME],
    /** Advances the time, and waits until everything that became due has ended. */
    pass: async (ms: number): Promise<void> => {
      clock.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** A source without a network: it answers how often it was read, and fails while `error` is set. */
function counter() {
  const state = { reads: 0, error: null as Error | null };
  const kind: SourceKind<number> = () => [
    {
      name: NAME,
      intervalMs: 30_000,
      bounds: { answerMs: 1000, answerBytes: 1000, readingMs: 5000 },
      read() {
        state.reads += 1;
        return state.error === null ? Promise.resolve(state.reads) : Promise.reject(state.error);
      },
    },
  ];
  return { state, kind };
}

describe('a source that is watched', () => {
  it('is read once an interval, and its reading has an age', async () => {
    const { state, kind } = counter();
    const { watch, readings, age, pass } = watching(kind);
    expect(age()).toEqual({ state: 'starting', observedAt: null, sentence: null });
    watch.start();
    await pass(0);
    expect(readings).toEqual([
      { name: NAME, value: 1, observedAt: '2026-03-12T03:14:00.000Z', isOld: false },
    ]);
    await pass(29_999);
    expect(state.reads).toBe(1);
    await pass(1);
    expect(readings.map(({ value }) => value)).toEqual([1, 2]);
    expect(age()).toEqual({ state: 'live', observedAt: '2026-03-12T03:14:30.000Z', sentence: null });
  });

  it('stays live when one reading fails, and is silent when two do', async () => {
    const { state, kind } = counter();
    const { watch, readings, errors, states, age, pass } = watching(kind);
    watch.start();
    await pass(0);
    state.error = new SourceUnread('It answered 503.');
    await pass(30_000);
    expect(age()).toMatchObject({ state: 'live', sentence: null });
    await pass(30_000);
    expect(age()).toEqual({
      state: 'silent',
      observedAt: '2026-03-12T03:14:00.000Z',
      sentence: 'It answered 503.',
    });
    expect(states()).toEqual(['new', 'old']);
    expect(readings[1]).toEqual({ ...readings[0], isOld: true });
    expect(errors).toEqual([['toy', NAME, 'It answered 503.']]);
    state.error = null;
    await pass(30_000);
    expect([states(), age()?.state]).toEqual([['new', 'old', 'new'], 'live']);
  });

  it('is read less often while it is silent, but at least every five minutes', async () => {
    const { state, kind } = counter();
    state.error = new SourceUnread('It answered 503.');
    const { watch, age, pass } = watching(kind);
    watch.start();
    await pass(0);
    expect(age()).toEqual({ state: 'silent', observedAt: null, sentence: 'It answered 503.' });
    const waits = [30_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000];
    for (const [index, wait] of waits.entries()) {
      await pass(wait - 1);
      expect(state.reads).toBe(index + 1);
      await pass(1);
      expect(state.reads).toBe(index + 2);
    }
  });

  it('waits for a random time, but never less than its interval', async () => {
    const { state, kind } = counter();
    state.error = new SourceUnread('It answered 503.');
    // From the third failure on the ceiling is above the interval: 60 s, then 120 s.
    const waits = [
      { chance: 1, ms: 30_000 },
      { chance: 1, ms: 30_000 },
      { chance: 0, ms: 30_000 },
      { chance: 0.5, ms: 75_000 },
    ];
    const chances = waits.map(({ chance }) => chance);
    const { watch, pass } = watching(kind, () => chances.shift() ?? 1);
    watch.start();
    await pass(0);
    for (const [index, { ms }] of waits.entries()) {
      await pass(ms - 1);
      expect(state.reads).toBe(index + 1);
      await pass(1);
      expect(state.reads).toBe(index + 2);
    }
  });

  it('is read on after a fault of our own, which is reported', async () => {
    const { state, kind } = counter();
    state.error = new TypeError('a fault');
    const { watch, errors, age, pass } = watching(kind);
    watch.start();
    await pass(0);
    expect(errors).toEqual([['toy', NAME, 'a fault']]);
    expect(age()).toMatchObject({ state: 'silent', sentence: expect.stringContaining('log') as string });
    state.error = null;
    await pass(30_000);
    expect([state.reads, age()?.state]).toEqual([2, 'live']);
  });

  it('is not live while its readings cannot be used', async () => {
    const { kind } = counter();
    const { watch, listener, errors, age, pass } = watching(kind);
    listener.toy = () => {
      throw new Error('not usable');
    };
    watch.start();
    await pass(0);
    expect(errors).toEqual([['toy', NAME, 'not usable']]);
    expect(age()).toMatchObject({ state: 'silent', observedAt: null });
  });

  it('is given up when its reading does not end, and read again', async () => {
    let reads = 0;
    const { watch, age, pass } = watching(() => [
      {
        name: NAME,
        intervalMs: 30_000,
        bounds: { answerMs: 1000, answerBytes: 1000, readingMs: 5000 },
        read() {
          reads += 1;
          return reads === 1 ? new Promise(() => undefined) : Promise.resolve(reads);
        },
      },
    ]);
    watch.start();
    await pass(4999);
    expect(age()?.state).toBe('starting');
    await pass(1);
    expect(age()).toMatchObject({ state: 'silent', sentence: 'It was not read within 5 s.' });
    await pass(30_000);
    expect([reads, age()?.state]).toEqual([2, 'live']);
  });

  it('is not read after the stop', async () => {
    const { state, kind } = counter();
    const { watch, pass } = watching(kind);
    watch.start();
    await pass(0);
    await watch.stop();
    await pass(600_000);
    expect(state.reads).toBe(1);
  });
});

/** Listens on loopback; resolves to the address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('a new source, by a file and a line', () => {
  it('is read over HTTP, with an age of its own, within its bounds', async () => {
    const good = await serve((_request, response) => response.end('42'));
    const long = await serve((_request, response) => response.end('4'.repeat(17)));
    const broken = await serve((_request, response) => response.writeHead(500).end());
    const { watch, readings } = watching(toySource([good, long, broken]));
    watch.start();
    await vi.waitFor(() =>
      expect(Object.values(watch.ages('toy')).map(({ state }) => state)).toEqual([
        'live',
        'silent',
        'silent',
      ]),
    );
    expect(readings.map(({ name, value }) => [name, value])).toEqual([[good, 42]]);
    expect(watch.ages('toy')[long]?.sentence).toBe('Its answer is longer than 16 bytes.');
    expect(watch.ages('toy')[broken]?.sentence).toBe('It answered 500.');
    // The sources of another kind are not among them.
    expect(watch.ages('prometheus')).toEqual({});
  });
});
