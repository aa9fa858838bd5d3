import { describe, expect, it } from 'vitest';
import { AwaitedTally } from './awaited';
import type { KeptInstance } from './kept';
import { judgeProtection, PROTECTION_WINDOW_MS } from './protection';

const NOW = 10_000_000;
type Member = Pick<KeptInstance, 'service' | 'id' | 'checks'>;

const CHECK: KeptInstance['checks'][number] = {
  id: 'beat',
  name: 'beat',
  status: 'passing',
  output: '',
  notes: '',
  ttlMs: 10_000,
  slot: null,
  since: 0,
  reportedAt: null,
  lapsed: null,
  probe: null,
  heard: null,
};

const beating = (service: string, count: number): Member[] =>
  Array.from({ length: count }, (_, index) => ({ service, id: `beats-${index}`, checks: [CHECK] }));

const silent = (service: string, count: number, agoMs = 1000): Member[] =>
  Array.from({ length: count }, (_, index) => ({
    service,
    id: `silent-${index}`,
    checks: [{ ...CHECK, status: 'critical', lapsed: { at: NOW - agoMs - index, from: 'passing' } }],
  }));

function tallied(members: readonly Member[]): AwaitedTally {
  const tally = new AwaitedTally();
  for (const member of members) tally.add(member);
  return tally;
}

const judge = (...members: Member[][]) => judgeProtection(tallied(members.flat()), { share: 0.15 }, NOW);

describe('protection', () => {
  it('is off where no more than the share fall silent: 15 of 100', () => {
    const state = judge(beating('a', 85), silent('a', 15));
    expect(state).toMatchObject({ on: null, expected: 100, arrived: 85 });
    expect(state.protects('a')).toBe(false);
  });

  it('is on for the whole registry with one more, and says why', () => {
    const state = judge(beating('a', 50), silent('b', 16), beating('b', 34));
    expect(state.on).toEqual({
      scope: 'registry',
      services: ['a', 'b'],
      // Since the one that exceeded the share.
      since: NOW - 1000,
      // When two of them have left the count: 15 of 99 are still too many, 14 of 98 are not.
      endsAt: NOW - 1014 + PROTECTION_WINDOW_MS,
      sentence:
        '16 of 100 instances stopped reporting at the same time: a network failure is more likely than so many broken instances. None is removed.',
    });
    expect(state.protects('a')).toBe(true);
  });

  it('is on only for the service in which too many fell silent', () => {
    const state = judge(beating('a', 96), silent('b', 3), beating('b', 1));
    expect(state.on).toMatchObject({ scope: 'service', services: ['b'] });
    expect(state.on?.sentence).toBe(
      '3 of 4 instances of b stopped reporting at the same time: a network failure is more likely than so many broken instances. None of these is removed.',
    );
    expect([state.protects('a'), state.protects('b')]).toEqual([false, true]);
    expect(state.on?.endsAt).toBe(NOW - 1002 + PROTECTION_WINDOW_MS);
  });

  it('is never on for one or two silent instances of a small service', () => {
    expect(judge(beating('a', 20), silent('b', 2)).on).toBeNull();
  });

  it('ends by itself after the window', () => {
    const state = judge(silent('a', 10, PROTECTION_WINDOW_MS - 5000));
    expect(state.on?.scope).toBe('registry');
    expect(state.validUntil).toBe(NOW + 5000 - 9);
    const later = judgeProtection(tallied(silent('a', 10)), { share: 0.15 }, NOW + PROTECTION_WINDOW_MS);
    expect(later).toMatchObject({ on: null, expected: 0, validUntil: null });
  });

  it('ends when it says that it ends', () => {
    for (const [beats, silents] of [
      [50, 16],
      [0, 3],
      [7, 4],
      [300, 90],
    ] as const) {
      const awaited = tallied([...beating('a', beats), ...silent('a', silents)]);
      const at = (now: number) => judgeProtection(awaited, { share: 0.15 }, now).on;
      const endsAt = at(NOW)?.endsAt ?? 0;
      expect([at(endsAt - 1) === null, at(endsAt)]).toEqual([false, null]);
      expect(at(endsAt - 1)?.endsAt).toBe(endsAt);
    }
  });

  it('handles a hundred thousand', () => {
    expect(judge(silent('a', 100_000)).on?.scope).toBe('registry');
  });
});
