import type { ChangeState, ChangeSummary, Problem } from '@/lib/model';
import { workloadKey } from './workloads';

const DAY_MS = 24 * 3600 * 1000;

/** States of a Change that has written, or may have. */
export const WROTE: Readonly<Record<ChangeState, boolean>> = {
  planned: false,
  'awaiting-approval': false,
  approved: false,
  executing: true,
  verifying: true,
  succeeded: true,
  failed: true,
  'rolled-back': true,
  rejected: false,
  cancelled: false,
  expired: false,
  void: false,
  unknown: true,
};

/** Where and when a problem began. */
export interface ProblemOrigin {
  readonly service: string;
  readonly cluster: string;
  readonly namespace: string;
  /** Keys of the placement's workloads: `Deployment/cart`. */
  readonly workloads: ReadonlySet<string>;
  /** When the problem began; null when it is not known. */
  readonly since: string | null;
  readonly now: Date;
}

/**
 * The latest Change that touched this placement in the last 24 hours and was requested before the problem began. Whether it is the cause
 * is for a person to judge.
 */
export function changeBehind(changes: readonly ChangeSummary[], problem: ProblemOrigin): Problem['behind'] {
  const oldest = problem.now.getTime() - DAY_MS;
  const began = problem.since === null ? Infinity : Date.parse(problem.since);
  const [behind] = changes
    .filter(
      (change) =>
        isOf(change, problem) &&
        WROTE[change.state] &&
        Date.parse(change.updatedAt) >= oldest &&
        wholeSeconds(change.createdAt) <= began,
    )
    .toSorted((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
  return behind ? { id: behind.id, title: behind.title, at: behind.updatedAt } : null;
}

/** Until when a Change is shown beside a problem; Infinity where none is. Milliseconds since 1970. */
export function behindUntil(behind: Problem['behind']): number {
  // The last millisecond still counts.
  return behind === null ? Infinity : Date.parse(behind.at) + DAY_MS + 1;
}

/** Also compared by its target, as the Service may have got another id since the Change was requested. */
function isOf({ service, target }: ChangeSummary, problem: ProblemOrigin): boolean {
  return (
    target.cluster === problem.cluster &&
    target.namespace === problem.namespace &&
    (service === problem.service || problem.workloads.has(workloadKey(target.kind, target.name)))
  );
}

/** Clusters keep whole seconds: a problem that began within the second of the request did not begin before it. */
function wholeSeconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000) * 1000;
}
