import { describe, expect, it } from 'vitest';
import { collapse, type CollapseQuery } from './collapse';
import { graphOf } from './graph';
import { company } from './testing/company';
import { edge, node } from './testing/rows';

const EVERYWHERE = { environment: [], cluster: [] };
const payments = { system: 'payments', domain: 'money', owner: 'team-money' };
const graph = graphOf(
  [
    node('web'),
    node('cart'),
    node('ledger', payments),
    node('fraud', payments),
    node('smtp', { kind: 'external', cluster: null, system: null, domain: null }),
    edge('web', 'cart'),
    edge('cart', 'ledger', { source: 'observed', traffic: { perMinute: 60, failShare: 0.5, p95Ms: null } }),
    edge('cart', 'fraud', { source: 'declared' }),
    edge('ledger', 'smtp'),
  ],
  EVERYWHERE,
);
const query: CollapseQuery = { level: 'service', grouping: 'system', open: [] };
const idsOf = (given: Partial<CollapseQuery>) =>
  collapse(graph, { ...query, ...given }).boxes.map(({ id }) => id);

describe('collapse', () => {
  it('draws each node in the band of its System; a host is drawn with its only callers', () => {
    const { boxes, level } = collapse(graph, query);
    expect(level).toBe('service');
    expect(boxes.map(({ id, band }) => [id, band.label])).toEqual([
      ['web', 'Shop'],
      ['cart', 'Shop'],
      ['ledger', 'Payments'],
      ['fraud', 'Payments'],
      ['smtp', 'Payments'],
    ]);
  });

  it.each([
    ['group', 'system', ['system:shop', 'system:payments', 'outside:']],
    ['domain', 'system', ['domain:commerce', 'domain:money', 'outside:']],
    ['group', 'team', ['team:team-shop', 'team:team-money']],
    ['domain', 'team', ['team:team-shop', 'team:team-money']],
    ['group', 'namespace', ['namespace:shop']],
    ['group', 'cluster', ['cluster:production-eu', 'outside:']],
  ] as const)('holds all of a %s by %s in one box', (level, grouping, expected) => {
    expect(idsOf({ level, grouping })).toEqual(expected);
  });

  it('opens a Domain to its Systems, and a System to its services', () => {
    expect(idsOf({ level: 'domain', open: ['domain:money'] })).toContain('system:payments');
    expect(idsOf({ level: 'domain', open: ['domain:money', 'system:payments'] })).toContain('ledger');
    expect(idsOf({ level: 'group', open: ['system:payments'] })).toEqual([
      'ledger',
      'fraud',
      'system:shop',
      'outside:',
    ]);
  });

  it('joins all edges between two boxes into one line: strongest evidence, traffic of all, none to itself', () => {
    const { lines, boxOf } = collapse(graph, { ...query, level: 'group' });
    expect(lines.map(({ id }) => id)).toEqual([
      'system:shop>system:payments:calls',
      'system:payments>outside::calls',
    ]);
    expect(lines[0]).toMatchObject({ source: 'observed', perMinute: 60, failShare: 0.5, fails: true });
    expect(lines[0]?.edges).toHaveLength(2);
    expect(lines[1]?.perMinute).toBeNull();
    expect(boxOf.get('fraud')).toBe('system:payments');
  });

  it('shows when a line was last observed, unless it still is', () => {
    const until = '2026-03-12T03:14:00Z';
    const old = { perMinute: 90, failShare: 1, p95Ms: null, until };
    const lineOf = (...edges: Parameters<typeof edge>[2][]) =>
      collapse(
        graphOf(
          [
            node('a'),
            node('b'),
            node('c'),
            ...edges.map((one, at) => edge('a', at === 0 ? 'b' : 'c', one)),
          ].map((row) =>
            row.kindOfRow === 'node' ? { ...row, system: row.name === 'a' ? 'one' : 'two' } : row,
          ),
          EVERYWHERE,
        ),
        { ...query, level: 'group' },
      ).lines[0];
    expect(lineOf({ traffic: old })).toMatchObject({ perMinute: 90, fails: false, until });
    const current = { perMinute: 60, failShare: 0, p95Ms: null };
    expect(lineOf({ traffic: old }, { traffic: current })).toMatchObject({
      perMinute: 60,
      failShare: 0,
      until: null,
    });
    expect(lineOf({})).toMatchObject({ perMinute: null, until: null });
  });

  it('collapses further automatically when there would be too much to read', () => {
    const large = graphOf(company({ services: 1000 }), EVERYWHERE);
    const drawn = collapse(large, query);
    expect(drawn.level).toBe('group');
    expect(drawn.boxes.length).toBeLessThan(100);
    expect(drawn.boxes.reduce((sum, box) => sum + box.members.length, 0)).toBe(large.nodes.size);
    expect(collapse(large, query, 20).level).toBe('domain');
    expect(collapse(graphOf(company({ services: 200 }), EVERYWHERE), query).level).toBe('service');
  });

  it('closes the group that was opened first when the opened ones are too large', () => {
    const open = ['system:shop', 'system:payments'];
    const drawn = collapse(graph, { ...query, level: 'group', open }, 4);
    expect(drawn.boxes.map(({ id }) => id)).toEqual(['ledger', 'fraud', 'system:shop', 'outside:']);
  });
});
