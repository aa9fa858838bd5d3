import type { ChangeSummary, Problem } from '@/lib/model';

const DAY_MS = 24 * 3600 * 1000;
/** Statuses of a Change that has written, or may have. */
const WRITTEN: readonly ChangeSummary['state'][] = [
  'executing',
  'verifying',
  'succeeded',
  'failed',
  'unknown',
];

export interface Trouble {
  readonly service: string;
  readonly cluster: string;
  readonly namespace: string;
  /** When the trouble began; null when nothing tells. */
  readonly since: string | null;
  readonly now: Date;
}

/**
 * The latest of our Changes that touched this placement in the last 24 hours and was asked for before the trouble began. It came before;
 * that it is the cause is for a person to judge.
 */
export function changeBehind(changes: readonly ChangeSummary[], trouble: Trouble): Problem['behind'] {
  const oldest = trouble.now.getTime() - DAY_MS;
  const began = trouble.since === null ? Infinity : Date.parse(trouble.since);
  const [behind] = changes
    .filter(
      ({ service, target, state, createdAt, updatedAt }) =>
        service === trouble.service &&
        target.cluster === trouble.cluster &&
        target.namespace === trouble.namespace &&
        WRITTEN.includes(state) &&
        Date.parse(updatedAt) >= oldest &&
        Date.parse(createdAt) <= began,
    )
    .toSorted((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
  return behind ? { id: behind.id, title: behind.title, at: behind.updatedAt } : null;
}
