import { expect, it } from 'vitest';
import type { MapNode } from '@/lib/model';
import { blastOf } from './blast';

const node = (name: string, cluster: string | null, environment: string | null) =>
  ({ id: name, name, cluster, environment, owner: name === 'declared' ? null : 'shop' }) as MapNode;

it('counts those of the same environment and cluster, the direct ones by name', () => {
  const items = [
    { node: node('checkout', 'eu', 'production'), distance: 1, tier: null, traffic: null },
    { node: node('checkout-staging', 'eu', 'staging'), distance: 1, tier: null, traffic: null },
    { node: node('elsewhere', 'us', 'production'), distance: 1, tier: null, traffic: null },
    { node: node('declared', null, null), distance: 1, tier: null, traffic: null },
    { node: node('web', 'eu', 'production'), distance: 2, tier: '1', traffic: null },
    { node: node('web-staging', 'eu', 'staging'), distance: 2, tier: '1', traffic: null },
  ];
  const { direct, indirect, owners, tiers } = blastOf(
    { items },
    { environment: 'production', cluster: 'eu' },
  );
  expect(direct.map(({ node: { name } }) => name)).toEqual(['checkout', 'declared']);
  expect(indirect).toBe(1);
  expect(owners).toEqual([{ name: 'shop', count: 2 }]);
  expect(tiers).toEqual([{ name: '1', count: 1 }]);
});
