import type { ChangeSummary, ServiceDetail } from '@/lib/model';
import type { WorldContext } from './context';
import { revisionDtos } from './revision-dtos';
import { rolloutDto } from './rollout-rows';
import { gatherFacts } from './facts';
import { isWebLink } from './names';
import {
  endpointDtos,
  eventDtos,
  ingressDtos,
  podDtos,
  workloadDto,
  type PartContext,
} from './service-parts';
import { isServiceSeen, placementsSeen } from './seen';
import { serviceSummary } from './service-summary';
import { rolloutOf } from '@/lib/derive/rollout';

/** Newest events and Changes that a service's page shows. */
const EVENTS_MAX = 100;
const CHANGES_MAX = 20;

/** One Service with all that it is made of; null for an id that is not known. */
export function serviceDetail(context: WorldContext, id: string): ServiceDetail | null {
  const summary = serviceSummary(context, id);
  const service = context.index.service(id);
  if (!summary || !service) return null;
  const { component } = service;
  const parts = placementsSeen(context, service).flatMap((id) => placementParts(context, id) ?? []);
  return {
    ...summary,
    lifecycle: component?.lifecycle ?? null,
    type: component?.type ?? null,
    tags: [...(component?.tags ?? [])],
    links: (component?.links ?? []).filter(({ url }) => isWebLink(url)).map((link) => ({ ...link })),
    workloads: parts.flatMap(({ workloads }) => workloads),
    pods: parts.flatMap(({ pods }) => pods),
    endpoints: parts.flatMap(({ endpoints }) => endpoints),
    rollouts: parts.flatMap(({ rollouts }) => rollouts),
    revisions: parts.flatMap(({ revisions }) => revisions),
    events: parts
      .flatMap(({ events }) => events)
      .sort((a, b) => Date.parse(b.lastSeen) - Date.parse(a.lastSeen))
      .slice(0, EVENTS_MAX),
    ingresses: parts.flatMap(({ ingresses }) => ingresses),
    dependencies: (component?.dependsOn ?? []).map((ref) => ({
      ref,
      service: knownService(context, ref),
      evidence: 'declared',
    })),
    changes: changesOf(context, id),
  };
}

function placementParts(context: WorldContext, id: string) {
  const placement = context.index.placement(id);
  const cluster = placement && context.index.cluster(placement.cluster);
  if (!cluster) return null;
  const facts = gatherFacts(placement, cluster);
  const now = context.now();
  const point: PartContext = {
    placement: id,
    view: { cluster: facts.cluster, observedAt: facts.observedAt, now },
  };
  return {
    workloads: facts.workloads.map((workload) => workloadDto(workload, point)),
    pods: facts.workloads.flatMap((workload) => podDtos(workload, point)),
    endpoints: endpointDtos(facts, point),
    events: eventDtos(facts, point),
    revisions: revisionDtos(facts, id, context.changes.list()),
    ingresses: ingressDtos(facts, cluster.picture, point),
    rollouts: facts.workloads.flatMap((workload) => {
      const rollout = rolloutOf(workload, point.view);
      return rollout ? [rolloutDto(rollout)] : [];
    }),
  };
}

function knownService(context: WorldContext, ref: string): string | null {
  const id = context.index.catalog.serviceOfRef(ref);
  const service = id === undefined ? undefined : context.index.service(id);
  return service && isServiceSeen(context, service) ? service.id : null;
}

function changesOf({ changes }: WorldContext, id: string): ChangeSummary[] {
  return changes
    .list()
    .filter(({ service }) => service === id)
    .slice(0, CHANGES_MAX);
}
