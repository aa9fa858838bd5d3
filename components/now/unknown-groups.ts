import type { Health, Problem } from '@/lib/model';
import { groupBy } from '../list/group-by';

/** Placements of a cluster that are Unknown for the same reason. */
export interface UnknownGroup {
  readonly key: string;
  readonly cluster: string;
  readonly problems: readonly [Problem, ...Problem[]];
  /** Names of the services, each once, in the order of their problems. */
  readonly services: readonly string[];
  /** Their last known statuses, the most frequent first. */
  readonly were: readonly { readonly status: Health; readonly count: number }[];
  /** When they were last seen; null: never. */
  readonly seenAt: string | null;
}

/** One row for each reason: when a cluster is away, all of its services are Unknown. Groups are in the order of their first placement. */
export function unknownGroups(problems: readonly Problem[]): UnknownGroup[] {
  const groups = groupBy(problems, ({ cluster, health }) =>
    JSON.stringify([cluster, health.reason, health.message]),
  );
  return [...groups].flatMap(([key, held]) => {
    const [first, ...others] = held;
    if (first === undefined) return [];
    return [
      {
        key,
        cluster: first.cluster,
        problems: [first, ...others] as const,
        services: [...new Set(held.map(({ serviceName }) => serviceName))],
        were: countLast(held),
        seenAt: latestOf(held),
      },
    ];
  });
}

function countLast(problems: readonly Problem[]): UnknownGroup['were'] {
  const known = problems.flatMap(({ health }) => (health.last === null ? [] : [health.last.status]));
  return [...groupBy(known, (status) => status)]
    .map(([status, held]) => ({ status, count: held.length }))
    .sort((a, b) => b.count - a.count);
}

function latestOf(problems: readonly Problem[]): string | null {
  const times = problems.flatMap(({ health }) => (health.last === null ? [] : [health.last.observedAt]));
  return times.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}
