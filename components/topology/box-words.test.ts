import { describe, expect, it } from 'vitest';
import {
  boxDetail,
  boxHealth,
  boxName,
  isStale,
  rateOf,
  shareOf,
  tally,
  trafficWords,
  troubleOf,
} from './box-words';
import type { DrawnBox } from './collapse';
import { node, withHealth } from './testing/rows';

const band = { key: 'system:shop', label: 'shop' };
const one = (given: Parameters<typeof node>[1] = {}): DrawnBox => {
  const member = node('cart', given);
  return { id: 'cart', label: 'cart', node: member, members: [member], band, kind: member.kind };
};
const group: DrawnBox = {
  id: 'system:shop',
  label: 'shop',
  node: null,
  members: [
    node('a'),
    node('b', withHealth('Degraded')),
    node('c', withHealth('Progressing')),
    node('d', { kind: 'external', ...withHealth('Unknown') }),
  ],
  band,
  kind: 'group',
};

describe('a box', () => {
  it('of several shows the worst of them, without those that are outside', () => {
    expect(boxHealth(group)).toBe('Degraded');
    expect(
      boxHealth({
        ...group,
        members: [node('a'), node('d', { kind: 'external', ...withHealth('Unknown') })],
      }),
    ).toBe('Healthy');
    expect(boxDetail(group)).toBe('4 services');
    expect(troubleOf(group)).toBe('1 Degraded, 1 Unknown, 1 Progressing');
    expect(troubleOf(one())).toBeNull();
  });

  it('of one shows its version, the target of its rollout, or that it is not watched', () => {
    expect(boxDetail(one())).toBe('1.0.0');
    expect(
      boxDetail(
        one({ rollout: { state: 'Progressing', toVersion: '2.0.0', sentence: '1 of 2 pods runs 2.0.0.' } }),
      ),
    ).toBe('→ 2.0.0');
    expect(boxDetail(one({ kind: 'external', what: 'host' }))).toBe('outside');
    expect(boxDetail(one({ kind: 'external', what: 'Component' }))).toBe('not watched');
    expect(boxDetail(one({ kind: 'entry', what: 'Ingress', version: null }))).toBe('Ingress');
  });

  it('is stale when its last health is known', () => {
    const { health } = node('cart');
    const last = { status: 'Healthy', observedAt: '2026-03-12T03:14:18Z' } as const;
    expect(isStale(one({ health: { ...health, status: 'Unknown', last } }))).toBe(true);
    expect(isStale(one({ health: { ...health, status: 'Unknown' } }))).toBe(false);
  });

  it('has an accessible name with its health and its calls', () => {
    expect(boxName(one(), { callers: 2, callees: 3 })).toBe(
      'cart, Healthy, Deployment 1.0.0, called by 2, calls 3',
    );
  });
});

it('tallies every node, worst first', () => {
  expect(tally([group, one()])).toEqual([
    { health: 'Degraded', count: 1 },
    { health: 'Unknown', count: 1 },
    { health: 'Progressing', count: 1 },
    { health: 'Healthy', count: 2 },
  ]);
});

it('shows the traffic of a line', () => {
  expect(rateOf(1240)).toBe('1,240/min');
  expect(rateOf(0.44)).toBe('0.4/min');
  expect(shareOf(0.004)).toBe('<1\u00a0%');
  expect(trafficWords({ perMinute: 1240, failShare: 0.31, fails: true })).toBe('31\u00a0% of 1,240/min fail');
  expect(trafficWords({ perMinute: 410, failShare: 0.01, fails: false })).toBe('410/min');
  expect(trafficWords({ perMinute: null, failShare: 0, fails: false })).toBe('not observed');
});
