import type {
  ActionTraits,
  ChangeAction,
  ChangeIntent,
  ClusterGateway,
  Consequence,
  FieldDiff,
  HorizontalPodAutoscaler,
  RawObject,
  Rollout,
  ServiceLookup,
  Workload,
} from '@/lib/model';
import type { Located } from '../workload';
import type { FieldOwner } from '../plan/owners';
import type { Verification } from '../judge-rollout';

/** What a Change replaces: the current value, and the container where it belongs to one. */
export interface ReplacedValue {
  readonly before: string;
  readonly container?: string;
}

/** A Change as it is planned. `resolved` is what the plan fixed besides the parameters. */
export interface Planned<A extends ChangeAction = ChangeAction, R = unknown> {
  readonly intent: ChangeIntent<A>;
  readonly resolved: R;
  readonly replaced: ReplacedValue;
}

/** The part of a patch that an action writes; `annotations` are those of the object. */
export interface PatchBody {
  readonly annotations?: Readonly<Record<string, string | null>>;
  readonly spec: RawObject;
}

/** What the consequences of a plan are derived from, besides the Change itself. */
export interface PlanContext {
  readonly workload: Workload;
  /** What the dry run changed, with credentials masked. */
  readonly diff: readonly FieldDiff[];
  readonly autoscaler: HorizontalPodAutoscaler | null;
  readonly owners: readonly FieldOwner[];
  readonly rollout: Rollout | null;
  readonly dependents: ReturnType<ServiceLookup['dependentsOf']>;
}

/** A written Change in the picture of its cluster. */
export interface ObservedChange {
  readonly workload: Workload;
  readonly diff: readonly FieldDiff[];
  readonly rollout: Rollout | null;
}

export interface ResolveInput<A extends ChangeAction> {
  readonly intent: ChangeIntent<A>;
  readonly gateway: ClusterGateway;
  readonly located: Located;
  readonly now: Date;
}

/**
 * What one action does. Which files an action consists of: docs/decisions/0044. Every method but `resolve` is pure, and throws AppError
 * `invalid-input` with the name of a field where the request is not possible.
 *
 * `R` is what `resolve` fixes at planning: JSON, kept with the Change, never shown. Null for an action without `resolve`.
 */
export interface ActionKind<A extends ChangeAction = ChangeAction, R = unknown> {
  readonly traits: ActionTraits;
  /** The parameter that the error names when the cluster would change nothing: `params.image`. */
  readonly field: string;
  /** What is written, as part of a sentence: `the replicas`. */
  readonly subject: string;
  /** Refuses what is wrong without asking a cluster: the grammar of the parameters, a kind that does not fit. */
  check(intent: ChangeIntent<A>): void;
  /** Reads what the parameters refer to, and fixes what must not differ between plan and write. */
  resolve?(input: ResolveInput<A>): Promise<R>;
  /** Finds the value in the live object that is replaced. */
  replacedValue(intent: ChangeIntent<A>, live: RawObject, resolved: R): ReplacedValue;
  patch(planned: Planned<A, R>): PatchBody;
  /** Whether a manager's fields (FieldsV1 of metadata.managedFields) hold what is written. */
  owns(fields: RawObject, planned: Planned<A, R>): boolean;
  /** `Scale cart 2 → 4` */
  title(planned: Planned<A, R>): string;
  /** Other controllers that write the same field; shown first. */
  conflicts?(planned: Planned<A, R>, context: PlanContext): Consequence[];
  /** What happens to the pods. */
  effects(planned: Planned<A, R>, context: PlanContext): Consequence[];
  /** Whether no pod will be left to serve. */
  stops?(intent: ChangeIntent<A>): boolean;
  /** Whether the written Change has ended, and how. */
  verify(observed: ObservedChange): Verification;
}

/** The implementations by action. */
export type ActionKinds = Readonly<Record<ChangeAction, ActionKind>>;
