import { expect, it } from 'vitest';
import type { Health, Problem } from '@/lib/model';
import { unknownGroups } from './unknown-groups';

const lost = (serviceName: string, cluster: string, message: string, last: Health | null): Problem =>
  ({
    serviceName,
    cluster,
    placement: `${serviceName}@${cluster}`,
    health: {
      status: 'Unknown',
      reason: 'placement.stale',
      message,
      last: last === null ? null : { status: last, observedAt: '2026-03-12T03:00:00Z' },
    },
  }) as Problem;

it('groups placements with the same reason, and separates those with another', () => {
  const groups = unknownGroups([
    lost('cart', 'eu', 'eu is silent.', 'Healthy'),
    lost('search', 'us', 'us is silent.', null),
    lost('ledger', 'eu', 'eu is silent.', 'Idle'),
    lost('cart', 'eu', 'eu is silent.', 'Healthy'),
    lost('jobs', 'eu', 'Pilothouse may not list the jobs of eu (403).', null),
  ]);
  expect(
    groups.map(({ cluster, services, problems, seenAt }) => [cluster, services, problems.length, seenAt]),
  ).toEqual([
    ['eu', ['cart', 'ledger'], 3, '2026-03-12T03:00:00Z'],
    ['us', ['search'], 1, null],
    ['eu', ['jobs'], 1, null],
  ]);
  expect(groups[0]?.were).toEqual([
    { status: 'Healthy', count: 2 },
    { status: 'Idle', count: 1 },
  ]);
  expect(groups[1]?.were).toEqual([]);
});
