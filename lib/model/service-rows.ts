import type { ChangeSummary } from './dto-change';
import type { HealthDto } from './dto';
import type { EndpointDto, EventDto, PodDto, RevisionDto, ServiceDetail, WorkloadDto } from './dto-service';
import type { PlacementSummary, RolloutDto } from './dto-services';

/** A Service without its placements and their parts. */
export interface ServiceHead extends Omit<
  ServiceDetail,
  | 'placements'
  | 'health'
  | 'workloads'
  | 'pods'
  | 'endpoints'
  | 'rollouts'
  | 'revisions'
  | 'events'
  | 'ingresses'
  | 'changes'
> {
  readonly kindOfRow: 'service';
  /** The placement whose health is the Service's; null: `health` itself holds it. */
  readonly healthOf: string | null;
  readonly health: HealthDto | null;
}

export interface PlacementPart extends PlacementSummary {
  readonly kindOfRow: 'placement';
  readonly ingresses: ServiceDetail['ingresses'];
}

/** Ids of parts are unique among those of their kind: `cluster/namespace/kind/name` of a workload and its rollout. */
export interface WorkloadPart extends WorkloadDto {
  readonly kindOfRow: 'workload';
  readonly id: string;
}

export interface RolloutPart extends RolloutDto {
  readonly kindOfRow: 'rollout';
  readonly id: string;
  readonly placement: string;
}

export interface RevisionPart extends RevisionDto {
  readonly kindOfRow: 'revision';
  readonly id: string;
  /** Its place among those of its workload, from 0. */
  readonly place: number;
}

export interface PodPart extends PodDto {
  readonly kindOfRow: 'pod';
  /** `cluster/uid`. */
  readonly id: string;
  /** Kind of its workload: names are unique within one. */
  readonly workloadKind: string;
}

export interface EndpointPart extends EndpointDto {
  readonly kindOfRow: 'endpoint';
  /** `cluster/namespace/service/address:port`, with a number where slices name an address twice. */
  readonly id: string;
}

export interface EventPart extends EventDto {
  readonly kindOfRow: 'event';
  /** `cluster/uid`. */
  readonly id: string;
  readonly uid: string;
}

export interface ChangePart extends ChangeSummary {
  readonly kindOfRow: 'change';
  /** Its place among the Service's, from 0. */
  readonly place: number;
}

/**
 * A row of the live topic `service:{id}`. No row grows with the number of pods: each pod and each endpoint is a row of its own.
 * `serviceFromRows` puts them together.
 */
export type ServiceRow =
  | ServiceHead
  | PlacementPart
  | WorkloadPart
  | RolloutPart
  | RevisionPart
  | PodPart
  | EndpointPart
  | EventPart
  | ChangePart;
