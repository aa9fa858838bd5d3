import {
  HEALTH_RANK,
  type ObjectHealthDto,
  type PlacementSummary,
  type ServiceDetail,
  describeRef,
} from '@/lib/model';

/** An object of a placement with its own health. */
export interface Judged {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly health: ObjectHealthDto;
}

export interface JudgedList {
  /** All workloads, and the pods that are not Healthy; the worst first. */
  readonly shown: readonly Judged[];
  /** The number of Healthy pods that are not listed. */
  readonly healthyPods: number;
}

/** The objects of a placement that need a row; Healthy pods are counted, not listed. */
export function judgedOf(
  { workloads, pods }: Pick<ServiceDetail, 'workloads' | 'pods'>,
  { id }: Pick<PlacementSummary, 'id'>,
): JudgedList {
  const here = pods.filter(({ placement }) => placement === id);
  const troubled = here.filter(({ health }) => health.status !== 'Healthy');
  const all = [...workloads.filter(({ placement }) => placement === id), ...troubled].map(
    ({ ref, health }) => ({
      key: ref.uid ?? describeRef(ref),
      kind: ref.kind,
      name: ref.name,
      health,
    }),
  );
  return {
    shown: all.sort((a, b) => HEALTH_RANK[b.health.status] - HEALTH_RANK[a.health.status]),
    healthyPods: here.length - troubled.length,
  };
}
