import type {
  ControllerRevision,
  EndpointSlice,
  Event,
  HorizontalPodAutoscaler,
  Job,
  Node,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  ReplicaSet,
  Service,
  Workload,
} from '@/lib/model';

/** One workload and the objects that judge it. */
export interface WorkloadFacts<W extends Workload = Workload> {
  readonly workload: W;
  /** Of a Deployment or Argo Rollout: the ReplicaSets that it controls, in any order. Else empty. */
  readonly replicaSets: readonly ReplicaSet[];
  /** Of a StatefulSet or DaemonSet: the revisions that it keeps, in any order; empty where they cannot be read. */
  readonly revisions: readonly ControllerRevision[];
  /** Pods that it controls, directly, through its ReplicaSets or through its Jobs; in any order. */
  readonly pods: readonly Pod[];
  /** Of a CronJob: the Jobs that it controls, in any order. Else empty. */
  readonly jobs: readonly Job[];
  /** Events by the uid of what they regard (the workload, its ReplicaSets, Jobs and pods), newest first. */
  readonly events: ReadonlyMap<string, readonly Event[]>;
  /** Nodes that its pods are bound to, by name; without those that the picture does not hold. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** Budgets that guard its pods. */
  readonly budgets: readonly PodDisruptionBudget[];
  /** Claims of those pods that have no node yet, by name. */
  readonly claims: ReadonlyMap<string, PersistentVolumeClaim>;
  /** The autoscaler that names this workload as its target. */
  readonly hpa: HorizontalPodAutoscaler | null;
}

/** A Kubernetes Service of the placement, with its slices. */
export interface ServiceEndpoints {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
}

/**
 * Whether the picture that holds these facts is up to date. `stale`: it was complete and is no longer kept up to date;
 * `unknown`: a part of it was never read (forbidden, unreachable, still listing). `reason` is a sentence with its full
 * stop; `observedAt` null: nothing was ever read. ISO 8601.
 */
export type Freshness =
  | { readonly state: 'live' }
  | {
      readonly state: 'stale' | 'unknown';
      readonly observedAt: string | null;
      readonly reason: string;
      /** The API server refuses these credentials (401), or does not allow them to read what is needed (403). */
      readonly denied?: boolean;
    };

/** A Service that is meant to reach a workload (see claim.ts) and whose selector matches no pod of its namespace. */
export interface AstrayService {
  readonly service: Service;
  /** The uid of the workload. */
  readonly workload: string;
}

/** All that the health and the rollouts of one placement are derived from. Gathered by lib/views. */
export interface PlacementFacts {
  readonly cluster: string;
  readonly namespace: string;
  /** When the picture was last known to be up to date; the observation time of every receipt. ISO 8601. */
  readonly observedAt: string;
  readonly freshness: Freshness;
  readonly workloads: readonly WorkloadFacts[];
  /** Services whose selector picks pods of these workloads. */
  readonly endpoints: readonly ServiceEndpoints[];
  /** Empty where Services or their slices cannot be read: then it is not known which pods they reach. */
  readonly astray: readonly AstrayService[];
}
