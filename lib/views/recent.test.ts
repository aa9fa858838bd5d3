import { expect, it } from 'vitest';
import type { ChangeSummary, RolloutRow } from '@/lib/model';
import { recentEntries } from './recent';
import { RolloutTimeline } from './rollout-timeline';
import { change } from './testing/scene';

const row = (serviceName: string, more: Partial<RolloutRow>): RolloutRow =>
  ({
    id: `eu/shop/Deployment/${serviceName}`,
    serviceName,
    service: serviceName,
    workload: { cluster: 'eu', kind: 'Deployment', namespace: 'shop', name: serviceName, uid: null },
    toVersion: '1.1.0',
    environment: 'production',
    startedAt: null,
    since: null,
    ...more,
  }) as RolloutRow;
const timeline = (rows: readonly RolloutRow[]) => {
  const made = new RolloutTimeline();
  for (const each of rows) made.add(each);
  return made.newest();
};
const titles = (changes: readonly ChangeSummary[], rows: readonly RolloutRow[]): string[] =>
  recentEntries(changes, timeline(rows)).map(({ title }) => title);

it('lists rollouts that began and that ended, and none without a time', () => {
  const entries = recentEntries(
    [],
    timeline([
      row('a', { state: 'Complete', startedAt: '2026-03-12T02:00:00Z', since: '2026-03-12T02:05:00Z' }),
      row('b', { state: 'Stalled', startedAt: '2026-03-12T02:10:00Z', since: '2026-03-12T02:20:00Z' }),
      row('c', { state: 'Progressing' }),
    ]),
  );
  const place = { where: 'eu', environment: 'production', cluster: 'eu' };
  expect(entries).toEqual([
    { at: '2026-03-12T02:10:00Z', title: 'b rollout to 1.1.0 began', href: '/catalog/b', ...place },
    { at: '2026-03-12T02:05:00Z', title: 'a 1.1.0 is rolled out', href: '/catalog/a', ...place },
  ]);
});

it('lists Changes that wrote, and no others', () => {
  const states = ['succeeded', 'failed', 'unknown', 'rejected', 'cancelled', 'void', 'verifying'] as const;
  const changes = states.map((state) => change({ id: state, state, title: state }));
  expect(titles(changes, []).sort()).toEqual(['failed', 'succeeded', 'unknown']);
});

it('lists the rollout of a Change of ours once', () => {
  const ours = change({ id: 'CH-1', createdAt: '2026-03-12T02:00:00Z', updatedAt: '2026-03-12T02:05:00Z' });
  const done = (name: string, since: string) => row(name, { state: 'Complete', since });
  expect(titles([ours], [done('cart', '2026-03-12T02:05:00Z')])).toEqual(['Deploy cart 1.1.0']);
  expect(titles([ours], [done('cart', '2026-03-12T02:06:00Z')])).toHaveLength(2);
  expect(titles([ours], [done('other', '2026-03-12T02:05:00Z')])).toHaveLength(2);
});
