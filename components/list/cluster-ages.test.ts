import { expect, it } from 'vitest';
import type { ClusterSummary } from '@/lib/model';
import { lastTrue, withAges, type Ages } from './cluster-ages';

const early = '2026-03-12T03:00:00.000Z';
const late = '2026-03-12T03:14:00.000Z';
const cluster = (name: string, observedAt: string | null) => ({ name, observedAt }) as ClusterSummary;

it('takes the newer of a row and the heartbeat, and what is known where one knows nothing', () => {
  const ages: Ages = {
    a: { state: 'live', observedAt: late },
    b: { state: 'stale', observedAt: early },
    c: { state: 'connecting', observedAt: null },
  };
  const rows = [cluster('a', early), cluster('b', late), cluster('c', early), cluster('d', null)];
  expect(withAges(rows, ages).map(({ observedAt }) => observedAt)).toEqual([late, late, early, null]);
});

it('keeps true what was read from a cluster that answers, and lets age what was read from one that does not', () => {
  expect(lastTrue(early, 'a', { a: { state: 'live', observedAt: late } })).toBe(late);
  expect(lastTrue(late, 'a', { a: { state: 'live', observedAt: early } })).toBe(late);
  expect(lastTrue(early, 'a', { a: { state: 'stale', observedAt: late } })).toBe(early);
  expect(lastTrue(early, 'a', {})).toBe(early);
});
