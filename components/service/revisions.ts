import type { RevisionDto } from '@/lib/model';
import { groupBy } from '../list/group-by';
import { wayBack } from '../rollouts/way-back';
import { workloadKey } from '../changes/workload-key';

/** The deploy that brings a revision back: one image of one container of one workload. */
export interface Again {
  readonly workload: string;
  readonly container: string;
  readonly image: string;
}

/** A revision as a line of the history of its workload. */
export interface RevisionRow {
  readonly revision: RevisionDto;
  /** The version before it; null for the oldest that is known. */
  readonly from: string | null;
  /** How to run it again by one deploy; null for the current one, and where more than one image would have to change. */
  readonly again: Again | null;
}

/** The history of each workload, newest first as it came; each with what it came from. */
export function revisionRows(revisions: readonly RevisionDto[]): RevisionRow[] {
  const byWorkload = groupBy(revisions, ({ workload }) => workloadKey(workload));
  return [...byWorkload].flatMap(([workload, held]) => {
    const current = held.find((one) => one.current);
    return held.map((revision, index) => ({
      revision,
      from: held[index + 1]?.version ?? null,
      again: againOf(workload, revision, current),
    }));
  });
}

function againOf(workload: string, revision: RevisionDto, current: RevisionDto | undefined): Again | null {
  if (current === undefined || revision.current) return null;
  const back = wayBack({
    workload: revision.workload,
    from: revision.images,
    to: current.images,
    fromVersion: revision.version,
    toVersion: current.version ?? '',
  });
  return back === null ? null : { workload, container: back.container, image: back.image };
}
