import { isChangeable, type ObjectRef, type RolloutDto } from '@/lib/model';

/** The rollback that undoes a rollout. */
export interface WayBack {
  readonly revision: number;
  /** What a button says: "Roll back to 3.9.4". */
  readonly label: string;
}

export interface Passage extends Pick<RolloutDto, 'fromRevision'> {
  readonly workload: Pick<ObjectRef, 'kind'>;
  /** The version of the first container before the rollout, and after it. */
  readonly fromVersion: string | null;
  readonly toVersion: string;
}

/**
 * The way back from a rollout: to the revision that it came from. Null where the cluster keeps none, where the versions read the same (a
 * restart is not undone by going back), and for what its own controller takes back.
 */
export function wayBack({ workload, fromRevision, fromVersion, toVersion }: Passage): WayBack | null {
  if (!isChangeable(workload.kind) || fromRevision === null) return null;
  if (fromVersion === null || fromVersion === toVersion) return null;
  return { revision: fromRevision, label: `Roll back to ${fromVersion}` };
}
