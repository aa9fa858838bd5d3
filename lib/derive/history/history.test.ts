import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEALTH, type Health } from '@/lib/model';
import { availability, fallsLastHour, type StatusStep } from './index';

const NOW = new Date('2026-03-12T03:14:00Z');
/** A status that began so many minutes before NOW. */
const step = (minutesAgo: number, to: Health): StatusStep => ({
  at: new Date(NOW.getTime() - minutesAgo * 60_000).toISOString(),
  to,
});
const lastDay = (steps: readonly StatusStep[]) => availability(steps, NOW)[0];

describe('availability', () => {
  it('is not known of what was never seen', () => {
    expect(availability([], NOW)).toEqual([
      { window: '24h', ratio: null, knownSeconds: 0, windowSeconds: 86_400, downSeconds: 0 },
      { window: '7d', ratio: null, knownSeconds: 0, windowSeconds: 604_800, downSeconds: 0 },
      { window: '30d', ratio: null, knownSeconds: 0, windowSeconds: 2_592_000, downSeconds: 0 },
    ]);
  });

  it('counts what is broken against what is known alone', () => {
    const steps = [step(100, 'Healthy'), step(40, 'Degraded'), step(30, 'Unknown'), step(10, 'Progressing')];
    expect(lastDay(steps)).toEqual({
      window: '24h',
      ratio: 70 / 80,
      knownSeconds: 80 * 60,
      windowSeconds: 86_400,
      downSeconds: 600,
    });
  });

  it('takes from a status that began before the window its part within', () => {
    const steps = [step(60 * 24 * 40, 'Missing'), step(60 * 12, 'Idle')];
    expect(availability(steps, NOW).map(({ ratio, knownSeconds }) => [ratio, knownSeconds])).toEqual([
      [0.5, 86_400],
      [0.5 / 7, 604_800],
      [0.5 / 30, 2_592_000],
    ]);
  });

  it('takes a status that begins after now, by another clock, for one that is not yet', () => {
    expect(lastDay([step(10, 'Healthy'), step(-5, 'Degraded')])).toMatchObject({
      ratio: 1,
      knownSeconds: 600,
    });
  });
});

describe('fallsLastHour', () => {
  it('counts how often a good status was left', () => {
    const steps = [
      step(90, 'Healthy'),
      step(70, 'Degraded'),
      step(50, 'Healthy'),
      step(40, 'Degraded'),
      step(39, 'Missing'),
      step(30, 'Progressing'),
      step(20, 'Degraded'),
    ];
    expect(fallsLastHour(steps, NOW)).toBe(2);
  });

  it('skips Unknown', () => {
    expect(fallsLastHour([step(50, 'Healthy'), step(40, 'Unknown'), step(30, 'Healthy')], NOW)).toBe(0);
    expect(fallsLastHour([step(50, 'Healthy'), step(40, 'Unknown'), step(30, 'Degraded')], NOW)).toBe(1);
    expect(fallsLastHour([step(40, 'Unknown'), step(30, 'Degraded')], NOW)).toBe(0);
  });

  it('does not count what was broken when it was first seen', () => {
    expect(fallsLastHour([step(10, 'Degraded')], NOW)).toBe(0);
  });
});

const steps = fc
  .array(
    fc.record({ minutesAgo: fc.integer({ min: -60, max: 60 * 24 * 45 }), to: fc.constantFrom(...HEALTH) }),
  )
  .map((made) =>
    made.sort((a, b) => b.minutesAgo - a.minutesAgo).map(({ minutesAgo, to }) => step(minutesAgo, to)),
  );

describe('for any history', () => {
  it('keeps the ratio within 0 and 1, and known and unknown together the window', () => {
    fc.assert(
      fc.property(steps, (history) => {
        // The same history with what is known and what is not exchanged: both together must fill the window.
        const turned = [step(60 * 24 * 60, 'Unknown'), ...history].map(({ at, to }) => ({
          at,
          to: to === 'Unknown' ? ('Healthy' as const) : ('Unknown' as const),
        }));
        const others = availability(turned, NOW);
        for (const [index, one] of availability(history, NOW).entries()) {
          if (one.ratio !== null) {
            expect(one.ratio).toBeGreaterThanOrEqual(0);
            expect(one.ratio).toBeLessThanOrEqual(1);
          }
          expect(one.downSeconds).toBeLessThanOrEqual(one.knownSeconds);
          expect(one.knownSeconds + (others[index]?.knownSeconds ?? 0)).toBe(one.windowSeconds);
        }
      }),
    );
  });

  it('changes nothing when a transition is split into two equal ones', () => {
    fc.assert(
      fc.property(steps, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (history, pick, share) => {
        const index = history.length === 0 ? 0 : pick % history.length;
        const whole = history[index];
        if (!whole) return;
        const begin = Date.parse(whole.at);
        const end = Date.parse(history[index + 1]?.at ?? NOW.toISOString());
        const at = new Date(begin + Math.max(0, end - begin) * share).toISOString();
        const split = [...history.slice(0, index + 1), { ...whole, at }, ...history.slice(index + 1)];
        expect(availability(split, NOW)).toEqual(availability(history, NOW));
        expect(fallsLastHour(split, NOW)).toBe(fallsLastHour(history, NOW));
      }),
    );
  });
});
