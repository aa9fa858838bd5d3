import { isChangeable, type ObjectRef, type RolloutDto } from '@/lib/model';

/** The rollback that undoes a rollout. */
export interface WayBack {
  readonly revision: number;
  /** The label of the button: "Roll back to 3.9.4". */
  readonly label: string;
}

export interface Passage extends Pick<RolloutDto, 'fromRevision'> {
  readonly workload: Pick<ObjectRef, 'kind'>;
  /** The version of the first container before the rollout, and after it. */
  readonly fromVersion: string | null;
  readonly toVersion: string;
}

/**
 * The rollback of a rollout to the revision before it. Null where the cluster keeps none, where the version is the same (a rollback does
 * not undo a restart), and where its own controller rolls it back.
 */
export function wayBack({ workload, fromRevision, fromVersion, toVersion }: Passage): WayBack | null {
  if (!isChangeable(workload.kind) || fromRevision === null) return null;
  if (fromVersion === null || fromVersion === toVersion) return null;
  return { revision: fromRevision, label: `Roll back to ${fromVersion}` };
}
