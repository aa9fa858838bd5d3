import { describe, expect, it } from 'vitest';
import { configSchema } from '@/lib/model';
import type { Observation } from '@/lib/derive/topology/observed';
import { manualTimers } from '@/lib/live/testing/manual-timers';
import { TrafficUnread } from './query';
import { watchTraffic } from './watch-traffic';

const ADDRESS = 'http://prometheus:9090';
const START = Date.parse('2026-03-12T03:14:00Z');
const OBSERVATION: Observation = {
  kind: 'istio',
  metric: 'istio_requests_total',
  unit: 'requests',
  labels: {},
  from: { namespace: 'shop', workload: 'web' },
  to: { namespace: 'shop', workload: 'cart' },
  perSecond: 1,
  failures: [],
  p95Ms: null,
  bytesPerSecond: null,
};

/** A watch of one Prometheus, which fails while `says` holds a sentence. */
function watching() {
  const clock = manualTimers();
  const told: string[] = [];
  const errors: string[] = [];
  let reads = 0;
  let says: Error | null = null;
  const traffic = watchTraffic({
    sources: configSchema.parse({ metrics: [{ url: ADDRESS, clusters: ['eu'] }] }).metrics,
    tokens: new Map([[ADDRESS, 't0ken']]),
    now: () => new Date(START + clock.nowMs),
    after: (ms, callback) => clock.timers.after(ms, callback),
    onRead: () =>
      told.push(
        traffic
          .readings()
          .map(({ isOld }) => (isOld ? 'old' : 'new'))
          .join(),
      ),
    onError: (error) => errors.push(error instanceof Error ? error.message : String(error)),
    read: ({ token }) => {
      reads += 1;
      expect(token).toBe('t0ken');
      return says === null ? Promise.resolve([OBSERVATION]) : Promise.reject(says);
    },
  });
  return {
    traffic,
    told,
    errors,
    reads: () => reads,
    fail: (error: Error | null) => (says = error),
    /** Lets time pass, and what is due then end. */
    pass: async (ms: number): Promise<void> => {
      clock.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('a Prometheus that is watched', () => {
  it('is read once an interval', async () => {
    const { traffic, told, reads, pass } = watching();
    expect(traffic.ages()[ADDRESS]).toEqual({ state: 'starting', observedAt: null, sentence: null });
    traffic.start();
    await pass(0);
    expect(traffic.readings()).toEqual([
      {
        address: ADDRESS,
        clusters: ['eu'],
        observedAt: '2026-03-12T03:14:00.000Z',
        isOld: false,
        observations: [OBSERVATION],
      },
    ]);
    await pass(29_999);
    expect(reads()).toBe(1);
    await pass(1);
    expect([reads(), told]).toEqual([2, ['new', 'new']]);
    expect(traffic.ages()[ADDRESS]?.observedAt).toBe('2026-03-12T03:14:30.000Z');
  });

  it('keeps what it told, and the array, while nothing is read', async () => {
    const { traffic, pass } = watching();
    traffic.start();
    await pass(0);
    expect(traffic.readings()).toBe(traffic.readings());
  });

  it('is no news when one answer is lost, and old when two are', async () => {
    const { traffic, told, errors, fail, pass } = watching();
    traffic.start();
    await pass(0);
    fail(new TrafficUnread('It answered 503.'));
    await pass(30_000);
    expect(traffic.ages()[ADDRESS]).toMatchObject({ state: 'live', sentence: null });
    await pass(30_000);
    expect(traffic.ages()[ADDRESS]).toEqual({
      state: 'silent',
      observedAt: '2026-03-12T03:14:00.000Z',
      sentence: 'It answered 503.',
    });
    expect(told).toEqual(['new', 'old']);
    expect(errors).toEqual(['It answered 503.']);
    fail(null);
    await pass(30_000);
    expect([told, traffic.ages()[ADDRESS]?.state]).toEqual([['new', 'old', 'new'], 'live']);
  });

  it('is asked less and less often while it is away, at least every five minutes', async () => {
    const { traffic, reads, fail, pass } = watching();
    fail(new TrafficUnread('It answered 503.'));
    traffic.start();
    await pass(0);
    expect(traffic.ages()[ADDRESS]).toEqual({
      state: 'silent',
      observedAt: null,
      sentence: 'It answered 503.',
    });
    const pauses = [30_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000];
    for (const [index, pause] of pauses.entries()) {
      await pass(pause - 1);
      expect(reads()).toBe(index + 1);
      await pass(1);
      expect(reads()).toBe(index + 2);
    }
  });

  it('is read on after a fault of our own, which is told', async () => {
    const { traffic, errors, reads, fail, pass } = watching();
    fail(new TypeError('a fault'));
    traffic.start();
    await pass(0);
    expect(errors).toEqual(['a fault']);
    expect(traffic.ages()[ADDRESS]).toMatchObject({
      state: 'silent',
      sentence: expect.stringContaining('log') as string,
    });
    fail(null);
    await pass(30_000);
    expect([reads(), traffic.ages()[ADDRESS]?.state]).toEqual([2, 'live']);
  });

  it('is read no more after the stop', async () => {
    const { traffic, reads, pass } = watching();
    traffic.start();
    await pass(0);
    await traffic.stop();
    await pass(600_000);
    expect(reads()).toBe(1);
  });
});
