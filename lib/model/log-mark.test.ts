import { describe, expect, it } from 'vitest';
import { LogMark, logTimeKey } from './log-mark';

describe('the key of a time', () => {
  it('sorts as time does, whatever the digits and the offset', () => {
    const times = [
      '2026-03-12T03:14:00Z',
      '2026-03-12T03:14:00.000000001Z',
      '2026-03-12T03:14:00.02Z',
      '2026-03-12T05:14:00.1+02:00',
      '2026-03-12T03:14:00.123456789Z',
      '2026-03-12T03:14:01Z',
    ];
    expect([...times].reverse().sort((a, b) => (logTimeKey(a) < logTimeKey(b) ? -1 : 1))).toEqual(times);
    expect(logTimeKey('2026-03-12T03:14:00.10Z')).toBe(logTimeKey('2026-03-12T04:14:00.1+01:00'));
  });
});

describe('a mark', () => {
  const lines = (...times: string[]) => times.map((at) => ({ at }));

  it('skips lines that were passed already, equal lines of one time as often as they came', () => {
    const mark = new LogMark();
    const before = lines('2026-03-12T03:14:01.1Z', '2026-03-12T03:14:01.2Z', '2026-03-12T03:14:01.2Z');
    expect(before.map((line) => mark.pass(line))).toEqual([true, true, true]);
    expect(mark.at).toBe('2026-03-12T03:14:01.2Z');
    mark.resume();
    const again = [...before, ...lines('2026-03-12T03:14:01.2Z', '2026-03-12T03:14:03Z')];
    expect(again.map((line) => mark.pass(line))).toEqual([false, false, false, true, true]);
  });

  it('takes a line without a time as new', () => {
    const mark = new LogMark();
    mark.resume();
    expect(mark.pass({ at: null })).toBe(true);
    expect(mark.at).toBeNull();
  });
});
