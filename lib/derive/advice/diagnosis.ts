import type { CauseCode, ObjectRef, PersistentVolumeClaim, Pod } from '@/lib/model';
import type { ProbeFailure } from '../pods/probe-failure';
import type { ContainerExit } from '../pods/trouble';

/** The revision to roll back to. */
export interface RevisionBefore {
  readonly revision: number;
  /** Of the first container whose image has changed since. */
  readonly version: string;
}

/** What is wrong, as the rule that judged found it. Advice is derived from this alone. */
export interface Diagnosis {
  readonly code: CauseCode;
  /** What the verdict was read from. */
  readonly object: ObjectRef;
  readonly namespace: string;
  /** What Kubernetes reports, or the rule's sentence where it compared objects; without full stop. Only Kubernetes' messages are parsed. */
  readonly detail: string;
  /** The workload that is affected; null where there is none. */
  readonly workload: ObjectRef | null;
  /** One of the affected pods, as the example for all. */
  readonly pod: Pod | null;
  readonly container: string | null;
  readonly image: string | null;
  /** Null unless pods of the new revision are affected and the revision before is known. */
  readonly before: RevisionBefore | null;
  /** Claims of the pod that are not bound. */
  readonly claims: readonly PersistentVolumeClaim[];
  /** Scaling to this number of pods would help; null where no number would. */
  readonly replicas: number | null;
  /** Null unless the workload's own controller reports how a rollout ended. */
  readonly controller: ControllerAdvice | null;
  /** How the container ended; null unless it crashes and Kubernetes still keeps it. */
  readonly exit: ContainerExit | null;
  /** The probe that the container does not pass. */
  readonly probe: ProbeFailure | null;
  /** Whether the API server refuses requests with these credentials (401, 403). */
  readonly denied: boolean;
}

/** What the controller of a failed workload does meanwhile, and the commands of its own tool. */
export interface ControllerAdvice {
  /** Without capital and full stop. */
  readonly cause: string;
  readonly commands: readonly { readonly label: string; readonly command: string }[];
}

/** The fields that most diagnoses leave empty. */
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
  exit: null,
  probe: null,
  denied: false,
} as const;
