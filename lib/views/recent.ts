import type { ChangeSummary, NowView, RolloutRow } from '@/lib/model';
import type { TimedRollout } from './rollout-timeline';
import { servicePath } from './service-path';

const RECENT_MAX = 20;

/** States of a Change that has written and ended. */
const WROTE: readonly ChangeSummary['state'][] = ['succeeded', 'failed', 'rolled-back', 'unknown'];

/** What changed recently: Changes that ended, and those of `rollouts` (newest first) that no Change of ours made. */
export function recentEntries(
  changes: readonly ChangeSummary[],
  rollouts: Iterable<TimedRollout>,
): NowView['recent'] {
  const ours = newest(
    changes.filter(({ state }) => WROTE.includes(state)),
    ({ updatedAt }) => updatedAt,
  );
  const theirs = newestRollouts(rollouts, changes);
  return [
    ...ours.map(({ id, title, target, environment, updatedAt }) => ({
      at: updatedAt,
      title,
      where: `${id} · ${target.cluster}`,
      href: `/changes/${encodeURIComponent(id)}`,
      environment,
      cluster: target.cluster,
    })),
    ...theirs.map(({ at, title, row }) => ({
      at,
      title,
      where: row.workload.cluster,
      href: servicePath(row.service),
      environment: row.environment,
      cluster: row.workload.cluster,
    })),
  ];
}

interface RolloutEntry extends TimedRollout {
  readonly title: string;
}

/** The newest rollouts that no Change of ours made. Sentences are made only for these: there may be thousands of rows. */
function newestRollouts(rollouts: Iterable<TimedRollout>, changes: readonly ChangeSummary[]): RolloutEntry[] {
  const entries: RolloutEntry[] = [];
  for (const { at, row } of rollouts) {
    if (entries.length === RECENT_MAX) break;
    if (!isOurs(row, at, changes)) entries.push({ at, title: rolloutTitle(row), row });
  }
  return entries;
}

function rolloutTitle({ state, serviceName, toVersion }: RolloutRow): string {
  return state === 'Complete'
    ? `${serviceName} ${toVersion} is rolled out`
    : `${serviceName} rollout to ${toVersion} began`;
}

/** Whether a rollout began or ended while a Change of ours was executing on the workload: then only the Change is listed. */
function isOurs({ workload }: RolloutRow, at: string, changes: readonly ChangeSummary[]): boolean {
  return changes.some(
    ({ target, state, createdAt, updatedAt }) =>
      target.cluster === workload.cluster &&
      target.namespace === workload.namespace &&
      target.kind === workload.kind &&
      target.name === workload.name &&
      WROTE.includes(state) &&
      Date.parse(createdAt) <= Date.parse(at) &&
      Date.parse(at) <= Date.parse(updatedAt),
  );
}

function newest<T>(items: readonly T[], at: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, ms: Date.parse(at(item)) }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, RECENT_MAX)
    .map(({ item }) => item);
}
