import { expect, it } from 'vitest';
import type { MapNode } from '@/lib/model';
import { blastOf } from './blast';

const node = (name: string, cluster: string | null, environment: string | null) =>
  ({ id: name, name, cluster, environment }) as MapNode;

it('counts those of the same environment and cluster, the direct ones by name', () => {
  const items = [
    { node: node('checkout', 'eu', 'production'), distance: 1 },
    { node: node('checkout-staging', 'eu', 'staging'), distance: 1 },
    { node: node('elsewhere', 'us', 'production'), distance: 1 },
    { node: node('declared', null, null), distance: 1 },
    { node: node('web', 'eu', 'production'), distance: 2 },
    { node: node('web-staging', 'eu', 'staging'), distance: 2 },
  ];
  const { direct, indirect } = blastOf({ items }, { environment: 'production', cluster: 'eu' });
  expect(direct.map(({ name }) => name)).toEqual(['checkout', 'declared']);
  expect(indirect).toBe(1);
});
