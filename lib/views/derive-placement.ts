import type { CatalogEntity, HealthDto, PlacementSummary, Rollout, Verdict } from '@/lib/model';
import { ownerOf } from '@/lib/derive/catalog';
import { editsOf } from '@/lib/derive/edits';
import type { PlacementFacts, WorkloadFacts } from '@/lib/derive/facts';
import { placementHealth } from '@/lib/derive/placement';
import { rolloutOf } from '@/lib/derive/rollout';
import { servingRevision } from '@/lib/derive/rollout/serving-revision';
import { earliest, latest } from '@/lib/derive/times';
import { publicHealth } from './health-dto';
import type { ClusterIndex } from './cluster-index';
import { endpointSummaries } from './endpoint-summaries';
import { gatherFacts } from './facts';
import { byLeadership, imageChangedAt, imageOf, replicaCounts } from './leading-workload';
import { nameOfRef } from './names';
import { isExposed } from './exposed';
import { isNotable } from './notable';
import type { PlacementView, ServingWorkload } from './placement-views';
import { endOfRecent, isRecent, rolloutRow, versionIn } from './rollout-rows';
import { missingHealth } from './missing-health';
import type { IndexedPlacement } from './service-index';

export interface DeriveRequest {
  readonly placement: IndexedPlacement;
  /** The name of its Environment. */
  readonly environment: string;
  readonly now: Date;
  /** Its last known health. */
  readonly last: HealthDto['last'];
}

export interface DerivedPlacement {
  readonly view: PlacementView;
  readonly facts: PlacementFacts;
}

/** The view of one placement: gathers its facts, judges them, and returns the public shape. */
export function derivePlacement(
  request: DeriveRequest & { readonly cluster: ClusterIndex; readonly component?: CatalogEntity | null },
): DerivedPlacement {
  const { placement, cluster, now } = request;
  const facts = gatherFacts(placement, cluster);
  const gone = facts.workloads.length === 0 && facts.freshness.state === 'live';
  const verdict = gone ? missingHealth(placement, facts) : placementHealth(facts, now);
  const point = { cluster: facts.cluster, observedAt: facts.observedAt, now };
  const rolled = facts.workloads.map((workload) => ({ workload, rollout: rolloutOf(workload, point) }));
  const rollouts = rolled.flatMap(({ rollout }) => rollout ?? []);
  const recent = rollouts.filter((rollout) => isRecent(rollout, now));
  const owner =
    nameOfRef(request.component?.owner) ?? firstOf(facts.workloads.map(({ workload }) => ownerOf(workload)));
  const health = healthDto(verdict, facts.freshness.state === 'live' ? null : lastOf(request.last, facts));
  const place = { placement, owner, environment: request.environment };
  const view: PlacementView = {
    id: placement.id,
    service: placement.service,
    owner,
    exposed: isNotable(health) && isExposed(facts, cluster.picture),
    edits: isNotable(health) ? editsOf(facts, health.advice?.code ?? null) : [],
    summary: { ...summaryOf(request, facts, rollouts), health },
    rollouts: recent.map((rollout) => rolloutRow(rollout, place)),
    serving: rolled.flatMap((one) => servingWorkload(one, health.status) ?? []),
    validUntil: earliest(
      [verdict, ...rollouts]
        .map(({ validUntil }) => validUntil)
        .concat(recent.map(endOfRecent))
        // A time that has passed already changes nothing any more.
        .filter((at) => at !== null && Date.parse(at) > now.getTime()),
    ),
  };
  return { view, facts };
}

function servingWorkload(
  { workload: facts, rollout }: { readonly workload: WorkloadFacts; readonly rollout: Rollout | null },
  status: HealthDto['status'],
): ServingWorkload | null {
  if (rollout === null) return null;
  const { kind, metadata } = facts.workload;
  const revision = status === 'Healthy' ? servingRevision(facts, rollout) : null;
  return { kind, name: metadata.name, uid: metadata.uid, revision };
}

function summaryOf(
  request: DeriveRequest,
  facts: PlacementFacts,
  rollouts: readonly Rollout[],
): Omit<PlacementSummary, 'health'> {
  const { placement } = request;
  const leading = facts.workloads
    .toSorted((a, b) => byLeadership(placement.serviceName)(a.workload, b.workload))
    .at(0);
  const image = imageOf(leading?.workload);
  const counts = facts.workloads.map(replicaCounts);
  return {
    id: placement.id,
    cluster: placement.cluster,
    namespace: placement.namespace,
    environment: request.environment,
    version: image?.version ?? null,
    image: image?.image ?? null,
    ready: counts.reduce((sum, { ready }) => sum + ready, 0),
    desired: counts.reduce((sum, { desired }) => sum + desired, 0),
    rollout: passageOf(rollouts),
    changedAt: latest(facts.workloads.map(imageChangedAt)),
    observedAt: facts.freshness.state === 'live' ? facts.observedAt : facts.freshness.observedAt,
    endpoints: endpointSummaries(facts),
  };
}

/** The rollout that is not complete; the worst one where several workloads have one. */
function passageOf(rollouts: readonly Rollout[]): PlacementSummary['rollout'] {
  const rank = { Failed: 4, Stalled: 3, Progressing: 2, Paused: 1, Complete: 0 } as const;
  const moving = rollouts
    .filter(({ state }) => state !== 'Complete')
    .toSorted((a, b) => rank[b.state] - rank[a.state])
    .at(0);
  if (!moving) return null;
  const { state, counts, sentence, from, to } = moving;
  return {
    state,
    fromVersion: from === null ? null : versionIn(from),
    toVersion: versionIn(to) ?? '',
    updated: counts.updated,
    sentence,
  };
}

function healthDto(verdict: Verdict, last: HealthDto['last']): HealthDto {
  return { ...publicHealth(verdict), last, advice: verdict.advice ?? null };
}

/** The picture was current until it was last observed: that is the time of the last known health. */
function lastOf(last: HealthDto['last'], { freshness }: PlacementFacts): HealthDto['last'] {
  if (last === null || freshness.state === 'live') return null;
  return { status: last.status, observedAt: freshness.observedAt ?? last.observedAt };
}

function firstOf<T>(values: readonly (T | null)[]): T | null {
  return values.find((value) => value !== null) ?? null;
}
