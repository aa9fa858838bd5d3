import type { CauseCode, ObjectRef, PersistentVolumeClaim, Pod } from '@/lib/model';

/** The revision to roll back to. */
export interface RevisionBefore {
  readonly revision: number;
  /** Of the first container whose image has changed since. */
  readonly version: string;
}

/** What is wrong, as the rule that judged found it: all that advice is given from. */
export interface Diagnosis {
  readonly code: CauseCode;
  /** What the verdict was read from. */
  readonly object: ObjectRef;
  readonly namespace: string;
  /** The machine's own words, or the rule's where it compared objects; without full stop. */
  readonly detail: string;
  /** The workload that suffers; null where there is none (any more). */
  readonly workload: ObjectRef | null;
  /** The pod that speaks for the others. */
  readonly pod: Pod | null;
  readonly container: string | null;
  readonly image: string | null;
  /** Null unless the trouble is of the new revision and the one before is known. */
  readonly before: RevisionBefore | null;
  /** Claims of the pod that are not bound. */
  readonly claims: readonly PersistentVolumeClaim[];
  /** How many pods would end the diagnosis; null where no number would. */
  readonly replicas: number | null;
  /** Null unless the workload's own controller says how a passage ended. */
  readonly controller: ControllerAdvice | null;
}

/** What the controller of a failed workload does, and the commands of its own tool. */
export interface ControllerAdvice {
  /** Without capital and full stop. */
  readonly cause: string;
  readonly commands: readonly { readonly label: string; readonly command: string }[];
}

/** The parts that most diagnoses do not have. */
export const NO_DETAILS = {
  detail: '',
  workload: null,
  pod: null,
  container: null,
  image: null,
  before: null,
  claims: [],
  replicas: null,
  controller: null,
} as const;
