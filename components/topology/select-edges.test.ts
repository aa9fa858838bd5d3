import { describe, expect, it } from 'vitest';
import { countEvidence, fails, selectEdges, stronger, type EdgeQuery } from './select-edges';
import { edge } from './testing/rows';

const ALL: EdgeQuery = { kinds: [], evidence: [], quiet: false, rejected: false };
const rejected = {
  verdict: 'rejected',
  by: 'lead',
  at: '2026-03-12T03:14:18Z',
  reason: 'It was taken out.',
} as const;
const edges = [
  edge('a', 'b', { kind: 'routes' }),
  edge('a', 'c', { source: 'declared' }),
  edge('b', 'c', { source: 'observed', traffic: { perMinute: 0.4, failShare: 0, p95Ms: null } }),
  edge('c', 'd', { source: 'observed', traffic: { perMinute: 90, failShare: 0.31, p95Ms: 84 } }),
  edge('d', 'e', { verdict: rejected }),
];
const shown = (query: Partial<EdgeQuery>) =>
  selectEdges(edges, { ...ALL, ...query }).edges.map(({ id }) => id);

describe('selectEdges', () => {
  it('leaves out quiet calls and what a person rejected, and counts them', () => {
    const { edges: kept, hidden } = selectEdges(edges, ALL);
    expect(kept.map(({ id }) => id)).toEqual(['a>b:routes', 'a>c:calls', 'c>d:calls']);
    expect(hidden).toMatchObject({ quiet: 1, rejected: 1, calls: 0 });
  });

  it('shows them on request', () => {
    expect(shown({ quiet: true, rejected: true })).toHaveLength(5);
  });

  it('filters by kind and by the strongest evidence; each edge counts once', () => {
    expect(shown({ kinds: ['routes'] })).toEqual(['a>b:routes']);
    expect(shown({ evidence: ['declared'] })).toEqual(['a>c:calls']);
    const { hidden } = selectEdges(edges, { ...ALL, kinds: ['routes'], evidence: ['observed'] });
    expect(hidden).toEqual({
      calls: 3,
      routes: 0,
      declared: 0,
      configured: 1,
      observed: 0,
      quiet: 0,
      rejected: 1,
    });
  });

  it('never hides a quiet call that fails', () => {
    const failing = edge('x', 'y', { traffic: { perMinute: 0.2, failShare: 1, p95Ms: null } });
    expect(fails(failing)).toBe(true);
    expect(selectEdges([failing], ALL).edges).toEqual([failing]);
  });
});

it('raises no alarm for a failure that was observed earlier', () => {
  const until = '2026-03-12T03:14:00Z';
  expect(fails(edge('x', 'y', { traffic: { perMinute: 9, failShare: 1, p95Ms: null, until } }))).toBe(false);
});

it('counts edges by their strongest evidence', () => {
  expect(countEvidence(edges)).toEqual({ declared: 1, configured: 2, observed: 2 });
  expect(stronger('declared', 'observed')).toBe('observed');
});
