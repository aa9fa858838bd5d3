import { expect, it } from 'vitest';
import type { Health } from '@/lib/model';
import { statusSpans } from './status-spans';

const HOUR = 3_600_000;
const iso = (hour: number): string => new Date(hour * HOUR).toISOString();
const transition = (to: Health, at: number, until: number | null) => ({
  to,
  at: iso(at),
  until: until === null ? null : iso(until),
});
const hours = (transitions: Parameters<typeof statusSpans>[0], from: number, to: number) =>
  statusSpans(transitions, { from: from * HOUR, to: to * HOUR }).map((span) => [
    span.status,
    span.from / HOUR,
    span.to / HOUR,
  ]);

it('covers the window without gaps; the time before the first record is not known', () => {
  expect(hours([transition('Degraded', 20, null), transition('Healthy', 4, 20)], 0, 24)).toEqual([
    [null, 0, 4],
    ['Healthy', 4, 20],
    ['Degraded', 20, 24],
  ]);
});

it('begins with what held before the window, and leaves out what ended before it', () => {
  const kept = [transition('Degraded', 20, null), transition('Healthy', 4, 20), transition('Idle', 1, 4)];
  expect(hours(kept, 10, 24)).toEqual([
    ['Healthy', 10, 20],
    ['Degraded', 20, 24],
  ]);
});

it('joins equal neighbours, and shows time without data', () => {
  const kept = [transition('Healthy', 8, null), transition('Healthy', 4, 8), transition('Degraded', 0, 2)];
  expect(hours(kept, 0, 10)).toEqual([
    ['Degraded', 0, 2],
    [null, 2, 4],
    ['Healthy', 4, 10],
  ]);
});

it('is one stretch that is not known where nothing was kept', () => {
  expect(hours([], 0, 24)).toEqual([[null, 0, 24]]);
});
