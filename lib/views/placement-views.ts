import type {
  Clock,
  Environment,
  EnvironmentRule,
  HealthDto,
  PlacementSummary,
  RolloutRow,
  ServingRevision,
} from '@/lib/model';
import { environmentOf } from '@/lib/derive/catalog';
import type { Edit } from '@/lib/derive/edits';
import type { PlacementFacts } from '@/lib/derive/facts';
import { derivePlacement, type DerivedPlacement } from './derive-placement';
import { isBeingRead } from './being-read';
import { internalError } from './internal-error';
import type { IndexedPlacement, ServiceIndex } from './service-index';
import { StatusSince, type StatusBegin } from './status-since';
import type { Touched } from './touched';

export interface ServingWorkload {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  /** Null: its rollout is not Complete, or the placement is not Healthy. */
  readonly revision: ServingRevision | null;
}

/** All that lists show of one placement. */
export interface PlacementView {
  readonly id: string;
  readonly service: string;
  readonly summary: PlacementSummary;
  readonly owner: string | null;
  /** Whether an Ingress or a load balancer leads to it; looked up only where the placement is not healthy. */
  readonly exposed: boolean;
  /** Writes to its objects' specs that may have caused its problem, newest first; looked up only where the placement is not healthy. */
  readonly edits: readonly Edit[];
  /** One for each workload that rolls out revisions. */
  readonly rollouts: readonly RolloutRow[];
  /** For each workload that rolls out revisions, the revision that its pods run while the placement is Healthy. */
  readonly serving: readonly ServingWorkload[];
  /** When the mere passing of time may change this view. ISO 8601. */
  readonly validUntil: string | null;
}

export interface PlacementViewsOptions {
  readonly index: ServiceIndex;
  readonly environments: () => readonly EnvironmentRule[];
  readonly now: Clock;
  /** Called with the error of a derivation, and the placement's id. */
  readonly onError: (error: unknown, placement: string) => void;
  /** Statuses as the database last kept them, by the placement's id. */
  readonly kept?: ReadonlyMap<string, StatusBegin>;
}

/**
 * The derived views of all placements, derived at their first use and kept until they are touched or `validUntil`. Keeps the last known
 * health of each, for when its picture becomes stale.
 */
export class PlacementViews {
  private readonly views = new Map<string, PlacementView>();
  /** Views that a reader renewed after `validUntil` and that `takeExpired` has not returned yet. */
  private readonly overtaken = new Set<string>();
  /** `validUntil` in milliseconds, of views that have one. */
  private readonly ends = new Map<string, number>();
  private readonly environments = new Map<string, Environment>();
  /** Grows whenever a namespace may be in another Environment than before. */
  environmentsRevision = 0;
  private readonly lastKnown = new Map<string, NonNullable<HealthDto['last']>>();

  private readonly since: StatusSince;

  constructor(private readonly options: PlacementViewsOptions) {
    this.since = new StatusSince(options.kept);
  }

  /** Null for an id that the index does not know. Never throws: a view whose derivation throws is Unknown. */
  get(id: string): PlacementView | null {
    const held = this.views.get(id);
    if (held && !this.isOver(id)) return held;
    if (held) this.overtaken.add(id);
    const placement = this.options.index.placement(id);
    if (!placement) {
      this.forget(id);
      this.lastKnown.delete(id);
      return null;
    }
    const view = this.derive(placement);
    this.views.set(id, view);
    if (view.validUntil === null) this.ends.delete(id);
    else this.ends.set(id, Date.parse(view.validUntil));
    return view;
  }

  /** Drops what was touched; it is derived again at its next use. */
  invalidate({ placements, byEvents }: Pick<Touched, 'placements' | 'byEvents'>): void {
    for (const id of placements) this.forget(id);
    for (const id of byEvents) this.forget(id);
  }

  /** Ids of views whose `validUntil` has passed since the last call, also of those that a reader has renewed since. */
  takeExpired(): readonly string[] {
    const ids = new Set([...this.overtaken, ...[...this.ends.keys()].filter((id) => this.isOver(id))]);
    this.overtaken.clear();
    return [...ids];
  }

  /** The earliest time at which a view may change by itself; null when none will. Milliseconds since the epoch. */
  nextExpiry(): number | null {
    if (this.overtaken.size > 0) return this.options.now().getTime();
    let first: number | null = null;
    for (const at of this.ends.values()) if (first === null || at < first) first = at;
    return first;
  }

  /** The Environment of a namespace, computed once. */
  environment(cluster: string, namespace: string): Environment {
    const key = `${cluster}/${namespace}`;
    const held = this.environments.get(key);
    if (held) return held;
    const made = environmentOf(cluster, namespace, this.options.environments());
    this.environments.set(key, made);
    return made;
  }

  /** The rules of Environments changed: each namespace is matched again. The caller must also invalidate what shows them. */
  environmentsMoved(): void {
    this.environments.clear();
    this.environmentsRevision += 1;
  }

  private forget(id: string): void {
    this.views.delete(id);
    this.ends.delete(id);
  }

  private isOver(id: string): boolean {
    const end = this.ends.get(id);
    return end !== undefined && end <= this.options.now().getTime();
  }

  private derive(placement: IndexedPlacement): PlacementView {
    const { index, now, onError } = this.options;
    const cluster = index.cluster(placement.cluster);
    const environment = this.environment(placement.cluster, placement.namespace).name;
    const last = this.lastKnown.get(placement.id) ?? null;
    const request = { placement, environment, now: now(), last };
    try {
      if (!cluster) throw new Error(`no cluster ${placement.cluster} in the index`);
      const derived = derivePlacement({
        ...request,
        cluster,
        component: index.service(placement.service)?.component,
      });
      this.remember(placement.id, derived);
      return this.withSince(derived.view, isBeingRead(cluster.picture, request.now));
    } catch (error) {
      onError(error, placement.id);
      return internalError(request);
    }
  }

  private withSince(view: PlacementView, beingRead: boolean): PlacementView {
    const { health } = view.summary;
    const since = this.since.settle(view.id, health, { now: this.options.now(), beingRead });
    return since === health.since
      ? view
      : { ...view, summary: { ...view.summary, health: { ...health, since } } };
  }

  private remember(id: string, { view, facts }: DerivedPlacement): void {
    const { status } = view.summary.health;
    if (status !== 'Unknown' && isLive(facts))
      this.lastKnown.set(id, { status, observedAt: facts.observedAt });
  }
}

function isLive(facts: PlacementFacts): boolean {
  return facts.freshness.state === 'live';
}
