import type { ChangeSummary, NowView, RolloutRow } from '@/lib/model';
import { servicePath } from './search';

const RECENT_MAX = 20;

/** States of a Change that has written, and is not on its way any more. */
const WROTE: readonly ChangeSummary['state'][] = ['succeeded', 'failed', 'rolled-back', 'unknown'];

/** What changed lately, by us and by others: Changes that ended, rollouts that began or ended by other hands. */
export function recentEntries(
  changes: readonly ChangeSummary[],
  rollouts: readonly RolloutRow[],
): NowView['recent'] {
  const ours = newest(
    changes.filter(({ state }) => WROTE.includes(state)),
    ({ updatedAt }) => updatedAt,
  );
  const theirs = newest(
    rollouts.flatMap((row) => rolloutEntry(row) ?? []).filter(({ at, row }) => !isOurs(row, at, changes)),
    ({ at }) => at,
  );
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

interface RolloutEntry {
  readonly at: string;
  readonly title: string;
  readonly row: RolloutRow;
}

function rolloutEntry(row: RolloutRow): RolloutEntry | null {
  const { state, since, startedAt, serviceName, toVersion } = row;
  const ended = state === 'Complete';
  const at = ended ? since : startedAt;
  if (at === null) return null;
  const title = ended
    ? `${serviceName} ${toVersion} is rolled out`
    : `${serviceName} rollout to ${toVersion} began`;
  return { at, title, row };
}

/** Whether a rollout began or ended while a Change of ours had its hand on the workload: then the Change tells of it. */
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
