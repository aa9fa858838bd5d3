import { describe, expect, it } from 'vitest';
import { focusOn, type Depth } from './focus';
import { graphOf } from './graph';
import { edge, node } from './testing/rows';

const names = ['web', 'shop', 'cart', 'search', 'ledger', 'bank'];
const graph = graphOf(
  [
    ...names.map((name) => node(name)),
    edge('web', 'shop'),
    edge('shop', 'cart'),
    edge('shop', 'search'),
    edge('cart', 'ledger'),
    edge('ledger', 'bank'),
    edge('bank', 'cart'),
  ],
  { environment: [], cluster: [] },
);
const around = (id: string, depth: Depth) => [...focusOn(graph, id, depth).nodes.keys()];

describe('focusOn', () => {
  it.each([
    ['1', ['shop', 'cart', 'ledger', 'bank']],
    ['2', ['web', 'shop', 'cart', 'ledger', 'bank']],
    ['all', ['web', 'shop', 'cart', 'ledger', 'bank']],
  ] as const)('reaches callers and callees to depth %s, no siblings', (depth, expected) => {
    expect(around('cart', depth)).toEqual(expected);
  });

  it('keeps the edges between what it keeps', () => {
    expect(focusOn(graph, 'search', '1').edges.map(({ id }) => id)).toEqual(['shop>search:calls']);
  });

  it('is the whole graph when what it names is not there', () => {
    expect(focusOn(graph, 'nobody', '1')).toBe(graph);
    expect(focusOn(graph, null, '1')).toBe(graph);
  });
});
