import { describe, expect, it } from 'vitest';
import { failedMinutes, failedOf, msWords, sparkPath, sparkWords } from './latency-spark';

const results = (p50Ms: (number | null)[], failed: number[] = p50Ms.map(() => 0)) => ({
  p50Ms,
  maxMs: p50Ms.map((ms) => (ms === null ? null : ms * 2)),
  asked: p50Ms.map((ms, index) => (ms === null && failed[index] === 0 ? 0 : 6)),
  failed,
});

describe('the picture of a probe', () => {
  it('is a line of steps, broken where nothing answered', () => {
    expect(sparkPath(results([10, 20, null, 10]))).toBe('M0 9H30L30 2H60M90 9H120');
    expect(sparkPath(results([null, null]))).toBe('');
    expect(sparkPath(results([0, 0]))).toBe('M0 16H60L60 16H120');
  });

  it('marks the minutes in which something failed', () => {
    const minutes = results([10, null, 10, 10], [0, 6, 1, 0]);
    expect(failedMinutes(minutes)).toEqual([
      { x: 30, width: 30 },
      { x: 60, width: 30 },
    ]);
    expect(failedOf(minutes)).toEqual({ asked: 24, failed: 7 });
  });

  it('is minutes in words', () => {
    expect(sparkWords(results([10, 480, null], [0, 0, 3]))).toBe(
      'Answers usually took 10\u00a0ms to 480\u00a0ms and at most 960\u00a0ms; 3 of 18 probes of the last hour failed.',
    );
    expect(sparkWords(results([null], [6]))).toBe('No answer; 6 of 6 probes of the last hour failed.');
    expect(sparkWords(results([null]))).toBe('No probe ran in the last hour.');
    expect([msWords(12), msWords(1449)]).toEqual(['12\u00a0ms', '1.4\u00a0s']);
  });
});
