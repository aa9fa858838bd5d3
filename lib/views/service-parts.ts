import {
  isReplicated,
  traitsOf,
  type ClusterPicture,
  type EndpointDto,
  type EventDto,
  type ObjectHealthDto,
  type Pod,
  type PodDto,
  type ServiceDetail,
  type WorkloadDto,
} from '@/lib/model';
import { objectHealth } from '@/lib/derive/health';
import { refOf, type Viewpoint } from '@/lib/derive/evidence';
import type { PlacementFacts, WorkloadFacts } from '@/lib/derive/facts';
import { fieldAt, textAt } from '@/lib/derive/field';
import { versionOf } from '@/lib/derive/image';
import { podSummary } from '@/lib/derive/pod-phase';
import { eventDto } from './event-dto';
import { publicHealth } from './health-dto';
import { replicaCounts } from './leading-workload';

/** The placement of a part, and the viewpoint from which it is judged. */
export interface PartContext {
  readonly placement: string;
  readonly view: Viewpoint;
}

/** Health by the rule of the object's kind. Throws TypeError for a kind without a rule. */
function healthOf(object: Parameters<typeof objectHealth>[0], view: Viewpoint): ObjectHealthDto {
  const verdict = objectHealth(object, view);
  if (!verdict) throw new TypeError(`${object.kind} has no rule of health`);
  return publicHealth(verdict);
}

export function workloadDto(facts: WorkloadFacts, { placement, view }: PartContext): WorkloadDto {
  const { workload, hpa } = facts;
  const { desired, ready } = replicaCounts(facts);
  return {
    placement,
    ref: refOf(workload, view.cluster),
    health: healthOf(workload, view),
    replicas: isReplicated(workload) ? desired : null,
    ready,
    containers: workload.spec.template.containers.map(({ name, image }) => ({
      name,
      image,
      version: versionOf(image),
    })),
    createdAt: workload.metadata.creationTimestamp,
    schedule: scheduleOf(workload),
    suspended: isSuspended(workload),
    autoscaler: hpa && {
      name: hpa.metadata.name,
      min: hpa.spec.minReplicas,
      max: hpa.spec.maxReplicas,
      current: hpa.status.currentReplicas,
      desired: hpa.status.desiredReplicas,
    },
  };
}

function scheduleOf(workload: WorkloadFacts['workload']): string | null {
  const { scheduledBy } = traitsOf(workload.kind);
  return scheduledBy === null ? null : textAt(workload, scheduledBy);
}

function isSuspended(workload: WorkloadFacts['workload']): boolean {
  const { pausedBy } = traitsOf(workload.kind);
  return pausedBy !== null && fieldAt(workload, pausedBy) === true;
}

/** A pod of a workload; the pods of a CronJob are those of its Jobs. */
export function podDto(
  pod: Pod,
  { workload }: Pick<WorkloadFacts, 'workload'>,
  { placement, view }: PartContext,
): PodDto {
  const { phase, readyContainers, containers, restarts, lastRestartAt } = podSummary(pod);
  const image = pod.spec.containers[0]?.image;
  return {
    placement,
    ref: refOf(pod, view.cluster),
    workload: workload.metadata.name,
    health: healthOf(pod, view),
    phase,
    ready: pod.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True'),
    readyContainers,
    containers,
    restarts,
    lastRestartAt,
    node: pod.spec.nodeName ?? null,
    ip: pod.status.podIP ?? null,
    version: image === undefined ? null : versionOf(image),
    createdAt: pod.metadata.creationTimestamp,
  };
}

/** A row for each address of a slice, by Service and address. */
export function endpointDtos({ endpoints }: PlacementFacts, { placement }: PartContext): EndpointDto[] {
  return endpoints
    .flatMap(({ service, slices }) =>
      slices.flatMap(({ ports, endpoints: addresses }) =>
        addresses.flatMap((endpoint) =>
          endpoint.addresses.map((address) => ({
            placement,
            service: service.metadata.name,
            address,
            port: ports[0]?.port ?? null,
            ready: endpoint.ready,
            serving: endpoint.serving,
            terminating: endpoint.terminating,
            pod: endpoint.targetRef?.kind === 'Pod' ? endpoint.targetRef.name : null,
            node: endpoint.nodeName ?? null,
            zone: endpoint.zone ?? null,
          })),
        ),
      ),
    )
    .sort((a, b) => (`${a.service} ${a.address}` < `${b.service} ${b.address}` ? -1 : 1));
}

export function eventDtos({ workloads }: PlacementFacts, { placement, view }: PartContext): EventDto[] {
  return workloads.flatMap(({ events }) =>
    [...events.values()].flat().map((event) => eventDto(event, { placement, cluster: view.cluster })),
  );
}

/** Hosts and paths that lead to the placement's Kubernetes Services. */
export function ingressDtos(
  { namespace, endpoints }: PlacementFacts,
  picture: ClusterPicture,
  { placement }: PartContext,
): ServiceDetail['ingresses'] {
  const services = new Set(endpoints.map(({ service }) => service.metadata.name));
  if (services.size === 0) return [];
  return picture.inNamespace('Ingress', namespace).flatMap(({ metadata, spec }) => {
    const fallback = spec.defaultBackend === undefined ? [] : [{ path: '/', service: spec.defaultBackend }];
    const rules = [...spec.rules, { host: '*', paths: fallback }];
    return rules.flatMap(({ host, paths }) =>
      paths.flatMap(({ path, service }) =>
        service !== undefined && services.has(service)
          ? [{ placement, name: metadata.name, host: host ?? '*', path, service }]
          : [],
      ),
    );
  });
}
