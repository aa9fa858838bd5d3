import { describe, expect, it } from 'vitest';
import type { Readiness } from '@/lib/model';
import { lackPath, linePath, readySteps, readyWords, topOf } from './ready-steps';

const at = (clock: string): string => `2026-03-12T${clock}:00Z`;
const readiness = (...points: readonly (readonly [string, number, number])[]): Readiness => ({
  placement: 'payments@eu/payments',
  from: at('02:00'),
  to: at('03:00'),
  points: points.map(([clock, ready, desired]) => ({ at: at(clock), ready, desired })),
});
const minutes = (input: Readiness) =>
  readySteps(input).map(({ from, to, ready }) => [
    (from - Date.parse(at('02:00'))) / 60_000,
    (to - Date.parse(at('02:00'))) / 60_000,
    ready,
  ]);
const scale = {
  x: (ms: number) => (ms - Date.parse(at('02:00'))) / 60_000,
  y: (pods: number) => 10 - pods,
};

describe('readySteps', () => {
  it('begins at the edge with what held before it, and ends now', () => {
    expect(minutes(readiness(['01:10', 6, 6], ['02:40', 4, 6], ['02:50', 2, 6]))).toEqual([
      [0, 40, 6],
      [40, 50, 4],
      [50, 60, 2],
    ]);
  });
  it('draws nothing of the time that is not known, nor of what ended before it', () => {
    expect(minutes(readiness(['02:20', 6, 6]))).toEqual([[20, 60, 6]]);
    expect(minutes(readiness(['01:10', 6, 6], ['01:20', 5, 6]))).toEqual([[0, 60, 5]]);
    expect(minutes(readiness())).toEqual([]);
  });
});

describe('the paths', () => {
  const steps = readySteps(readiness(['01:10', 6, 6], ['02:40', 4, 6], ['02:50', 6, 6]));
  it('draw steps, and the lack between ready and wanted', () => {
    expect(linePath(steps, scale)).toBe('M0 4H40V6H50V4H60');
    expect(lackPath(steps, scale)).toBe('M40 4H50V6H40z');
  });
  it('fit what is highest, wanted or ready', () => {
    expect(topOf(steps)).toBe(6);
    expect(topOf([])).toBe(1);
  });
});

describe('readyWords', () => {
  it('says where it began, where it is, and the fewest between', () => {
    expect(readyWords(readySteps(readiness(['01:10', 6, 6], ['02:40', 2, 6], ['02:50', 4, 6])))).toBe(
      'Ready pods: 6 of 6 at first, 4 of 6 now, 2 at the lowest.',
    );
    expect(readyWords(readySteps(readiness(['01:10', 6, 6], ['02:40', 2, 6])))).toBe(
      'Ready pods: 6 of 6 at first, 2 of 6 now.',
    );
    expect(readyWords([])).toBe('No data.');
  });
});
