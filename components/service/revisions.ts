import { isChangeable, type RevisionDto } from '@/lib/model';
import { workloadKey } from '../changes/workload-key';
import { groupBy } from '../list/group-by';

/** The rollback to a revision. */
export interface Back {
  readonly workload: string;
  readonly revision: string;
}

/** A revision as a row of the history of its workload. */
export interface RevisionRow {
  readonly revision: RevisionDto;
  /** The version before it; null for the oldest known one. */
  readonly from: string | null;
  /** Null for the current revision, and where the cluster does not keep its template. */
  readonly back: Back | null;
}

/** The history of each workload, newest first; each revision with the one before it. */
export function revisionRows(revisions: readonly RevisionDto[]): RevisionRow[] {
  const byWorkload = groupBy(revisions, ({ workload }) => workloadKey(workload));
  return [...byWorkload].flatMap(([workload, held]) =>
    held.map((revision, index) => ({
      revision,
      from: held[index + 1]?.version ?? null,
      back: isEarlier(revision) ? { workload, revision: revision.revision } : null,
    })),
  );
}

function isEarlier({ kept, current, workload }: RevisionDto): boolean {
  return kept && !current && isChangeable(workload.kind);
}
