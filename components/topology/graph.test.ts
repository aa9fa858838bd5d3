import { describe, expect, it } from 'vitest';
import { graphOf, neighboursOf } from './graph';
import { edge, node } from './testing/rows';

const EVERYWHERE = { environment: [], cluster: [] };
const outside = { kind: 'external', cluster: null, environment: null } as const;

describe('graphOf', () => {
  it('drops an edge that leads to nothing', () => {
    const { nodes, edges } = graphOf([node('cart'), edge('cart', 'gone')], EVERYWHERE);
    expect([...nodes.keys()]).toEqual(['cart']);
    expect(edges).toEqual([]);
  });

  it('keeps to the scope, with what is outside of every cluster where something of the scope is joined to it', () => {
    const rows = [
      node('cart'),
      node('cart-staging', { environment: 'staging', cluster: 'staging-eu' }),
      node('smtp', outside),
      node('unused', outside),
      edge('cart', 'smtp'),
      edge('cart-staging', 'unused'),
      edge('cart-staging', 'cart'),
    ];
    const { nodes, edges } = graphOf(rows, { environment: ['production'], cluster: [] });
    expect([...nodes.keys()]).toEqual(['cart', 'smtp']);
    expect(edges.map(({ id }) => id)).toEqual(['cart>smtp:calls']);
  });

  it('shows all without a scope', () => {
    expect(graphOf([node('cart'), node('smtp', outside)], EVERYWHERE).nodes.size).toBe(2);
  });
});

it('neighboursOf lists both ends of an edge', () => {
  const found = neighboursOf([edge('web', 'cart'), edge('cart', 'ledger')]);
  expect(found.get('cart')?.callers.map(({ from }) => from)).toEqual(['web']);
  expect(found.get('cart')?.callees.map(({ to }) => to)).toEqual(['ledger']);
  expect(found.get('ledger')?.callees).toEqual([]);
});
