import { expect, it } from 'vitest';
import { focusOn } from './focus';
import { graphOf } from './graph';
import { hiddenOf } from './hidden';
import { readMapQuery } from './map-query';
import { edge, node } from './testing/rows';

const graph = graphOf([node('web'), node('cart'), node('mail', { owner: null }), edge('web', 'cart')], {
  environment: [],
  cluster: [],
});
const none = { calls: 0, routes: 0, declared: 0, configured: 0, observed: 0, quiet: 0, rejected: 0 };
const query = readMapQuery({ get: () => '', list: () => [] });

it('counts everything that is not shown, with the way to show it', () => {
  const shown = focusOn(graph, 'web', '1');
  const found = hiddenOf({
    query: { ...query, focus: 'web', rejected: true },
    edges: { ...none, quiet: 2, routes: 1 },
    graph,
    shown,
  });
  expect(found).toEqual([
    { words: '2 owns', way: 'Group by team', set: { group: 'team' } },
    { words: '2 runs on', way: 'Group by cluster', set: { group: 'cluster' } },
    { words: '2 calls below 1/min', way: 'Show', set: { show: 'quiet,rejected' } },
    { words: '1 routes', way: 'Show', set: { edges: '' } },
    { words: '1 beyond the focus', way: 'Show the whole map', set: { focus: '' } },
  ]);
});

it('mentions neither what is shown nor hidden boxes that do not exist', () => {
  const grouped = hiddenOf({
    query: { ...query, grouping: 'team', hide: ['nobody'] },
    edges: none,
    graph,
    shown: graph,
  });
  expect(grouped.map(({ words }) => words)).toEqual(['3 runs on']);
});
