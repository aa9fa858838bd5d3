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

/** What a Change replaces: the value there now, and of which container where it is about one. */
export interface ReplacedValue {
  readonly before: string;
  readonly container?: string;
}

/** A Change on the way to the cluster. `resolved` is what the plan fixed besides the parameters. */
export interface Planned<A extends ChangeAction = ChangeAction, R = unknown> {
  readonly intent: ChangeIntent<A>;
  readonly resolved: R;
  readonly replaced: ReplacedValue;
}

/** The part of a strategic merge patch that an action writes; `annotations` are the object's own. */
export interface PatchBody {
  readonly annotations?: Readonly<Record<string, string | null>>;
  readonly spec: RawObject;
}

/** What a person should know of, besides the Change itself. */
export interface PlanContext {
  readonly workload: Workload;
  /** What the dry run changed, as people may see it. */
  readonly diff: readonly FieldDiff[];
  readonly autoscaler: HorizontalPodAutoscaler | null;
  readonly owners: readonly FieldOwner[];
  readonly rollout: Rollout | null;
  readonly dependents: ReturnType<ServiceLookup['dependentsOf']>;
}

/** A written Change as the picture of its cluster shows it. */
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
 * What one action does. Which files an action consists of: docs/decisions/0044. Every method is pure but `resolve`, and throws
 * AppError `invalid-input` that names a field where the request cannot be done.
 *
 * `R` is what `resolve` fixes at planning: JSON, kept with the Change, never shown. Null for an action without `resolve`.
 */
export interface ActionKind<A extends ChangeAction = ChangeAction, R = unknown> {
  readonly traits: ActionTraits;
  /** The parameter that is named when the cluster would change nothing: `params.image`. */
  readonly field: string;
  /** What is written, within a sentence: `the replicas`. */
  readonly subject: string;
  /** Refuses what no cluster has to be asked about: the grammar of the parameters, a kind that does not fit. */
  check(intent: ChangeIntent<A>): void;
  /** Reads what the parameters only name, and fixes what must not differ between plan and write. */
  resolve?(input: ResolveInput<A>): Promise<R>;
  /** Finds what is replaced in the live object. */
  replacedValue(intent: ChangeIntent<A>, live: RawObject, resolved: R): ReplacedValue;
  patch(planned: Planned<A, R>): PatchBody;
  /** Whether a manager's fields (FieldsV1 of metadata.managedFields) hold what is written. */
  owns(fields: RawObject, planned: Planned<A, R>): boolean;
  /** `Scale cart 2 → 4` */
  title(planned: Planned<A, R>): string;
  /** Who writes the same field by itself; shown first. */
  conflicts?(planned: Planned<A, R>, context: PlanContext): Consequence[];
  /** What becomes of the pods. */
  effects(planned: Planned<A, R>, context: PlanContext): Consequence[];
  /** Whether nothing will be left to serve. */
  stops?(intent: ChangeIntent<A>): boolean;
  /** Whether the written Change has reached its end. */
  verify(observed: ObservedChange): Verification;
}

/** Kinds of actions by their word. */
export type ActionKinds = Readonly<Record<ChangeAction, ActionKind>>;
