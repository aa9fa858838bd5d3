import {
  HEALTH_RANK,
  type PlacementSummary,
  type PodCell,
  type RolloutDto,
  type ServiceDetail,
  type WorkloadDto,
} from '@/lib/model';

/** The workloads of a placement. */
export function workloadsOf(service: ServiceDetail, placement: PlacementSummary): readonly WorkloadDto[] {
  return service.workloads.filter((workload) => workload.placement === placement.id);
}

/** The rollouts of a placement, those under way first. */
export function rolloutsOf(service: ServiceDetail, placement: PlacementSummary): readonly RolloutDto[] {
  return service.rollouts
    .filter(
      ({ workload }) => workload.cluster === placement.cluster && workload.namespace === placement.namespace,
    )
    .sort((a, b) => Number(a.state === 'Complete') - Number(b.state === 'Complete'));
}

/** The cells of all its rollouts; a placement without a rollout (a scheduled job) shows its pods. */
export function cellsOf(
  service: ServiceDetail,
  placement: PlacementSummary,
): { cells: readonly PodCell[]; complete: boolean } {
  const rollouts = rolloutsOf(service, placement);
  if (rollouts.length > 0) {
    return {
      cells: rollouts.flatMap((rollout) => rollout.cells),
      complete: rollouts.every((rollout) => rollout.state === 'Complete'),
    };
  }
  const pods = service.pods.filter((pod) => pod.placement === placement.id);
  return {
    cells: pods.map((pod) => (pod.health.status === 'Degraded' ? 'blocked' : 'ready')),
    complete: true,
  };
}

/** Placements in the order of the environments, then by cluster and namespace. */
export function orderPlacements(
  placements: readonly PlacementSummary[],
  environments: readonly { readonly name: string }[],
): readonly PlacementSummary[] {
  const place = (name: string): number => {
    const index = environments.findIndex((environment) => environment.name === name);
    return index === -1 ? environments.length : index;
  };
  return [...placements].sort(
    (a, b) => place(a.environment) - place(b.environment) || a.id.localeCompare(b.id),
  );
}

/** The title of each placement's card: its environment, and its cluster and namespace when two share one. */
export function labelsOf(
  placements: readonly PlacementSummary[],
  titleOfEnvironment: (name: string) => string,
): Map<string, string> {
  return new Map(
    placements.map((placement) => {
      const shared = placements.filter((other) => other.environment === placement.environment).length > 1;
      const title = titleOfEnvironment(placement.environment);
      return [placement.id, shared ? `${title}, ${placement.cluster} / ${placement.namespace}` : title];
    }),
  );
}

/** The placement that needs attention most; of equals, the one in the later environment. */
export function worstOf(placements: readonly PlacementSummary[]): PlacementSummary | undefined {
  return placements
    .toReversed()
    .sort((a, b) => HEALTH_RANK[b.health.status] - HEALTH_RANK[a.health.status])[0];
}
