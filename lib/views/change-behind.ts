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

export interface Trouble {
  readonly service: string;
  readonly cluster: string;
  readonly namespace: string;
  /** Keys of the placement's workloads: `Deployment/cart`. */
  readonly workloads: ReadonlySet<string>;
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
      (change) =>
        isOf(change, trouble) &&
        WROTE[change.state] &&
        Date.parse(change.updatedAt) >= oldest &&
        wholeSeconds(change.createdAt) <= began,
    )
    .toSorted((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
  return behind ? { id: behind.id, title: behind.title, at: behind.updatedAt } : null;
}

/** Until when a Change is told of; Infinity where none is. Milliseconds since 1970. */
export function behindUntil(behind: Problem['behind']): number {
  // The moment itself still counts.
  return behind === null ? Infinity : Date.parse(behind.at) + DAY_MS + 1;
}

/** By its target, for a Service may bear another name now than when the Change was asked for. */
function isOf({ service, target }: ChangeSummary, trouble: Trouble): boolean {
  return (
    target.cluster === trouble.cluster &&
    target.namespace === trouble.namespace &&
    (service === trouble.service || trouble.workloads.has(workloadKey(target.kind, target.name)))
  );
}

/** Clusters keep whole seconds: what began within the second of the request did not begin before it. */
function wholeSeconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000) * 1000;
}
