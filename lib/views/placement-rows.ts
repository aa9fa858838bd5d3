import {
  EVENTS_MAX,
  type EndpointDto,
  type EndpointPart,
  type Event,
  type EventPart,
  type PlacementPart,
  type Pod,
  type PodPart,
  type RevisionPart,
  type RolloutPart,
  type ServiceRow,
  type WorkloadPart,
} from '@/lib/model';
import type { PlacementFacts, WorkloadFacts } from '@/lib/derive/facts';
import { rolloutOf } from '@/lib/derive/rollout';
import type { WorldContext } from './context';
import { eventDto } from './event-dto';
import { gatherFacts } from './facts';
import { revisionDtos } from './revision-dtos';
import { rolloutDto } from './rollout-rows';
import { endpointDtos, ingressDtos, podDto, workloadDto, type PartContext } from './service-parts';

/** The rows that were last made of objects: an object that did not change gives the same row again. */
export interface KeptRows {
  readonly pods: WeakMap<Pod, PodPart>;
  readonly events: WeakMap<Event, EventPart>;
}

export function keptRows(): KeptRows {
  return { pods: new WeakMap(), events: new WeakMap() };
}

/** A placement and all its parts, a row for each; empty for an unknown placement. */
export function placementRows(context: WorldContext, id: string, kept: KeptRows): readonly ServiceRow[] {
  const placement = context.index.placement(id);
  const cluster = placement && context.index.cluster(placement.cluster);
  const summary = context.views.get(id)?.summary;
  if (!cluster || !summary) return [];
  const facts = gatherFacts(placement, cluster);
  const view = { cluster: facts.cluster, observedAt: facts.observedAt, now: context.now() };
  const point: PartContext = { placement: id, view };
  const head: PlacementPart = {
    kindOfRow: 'placement',
    ...summary,
    ingresses: ingressDtos(facts, cluster.picture, point),
  };
  return [
    head,
    ...facts.workloads.map((workload) => workloadRow(workload, point)),
    ...facts.workloads.flatMap((workload) => rolloutRows(workload, point)),
    ...revisionRows(facts, point, context),
    ...facts.workloads.flatMap((workload) => workload.pods.map((pod) => podRow(pod, workload, point, kept))),
    ...endpointRows(facts, point),
    ...eventRows(facts, point, kept),
  ];
}

function workloadRow(facts: WorkloadFacts, point: PartContext): WorkloadPart {
  const workload = workloadDto(facts, point);
  return { kindOfRow: 'workload', id: idOf(workload.ref), ...workload };
}

function rolloutRows(facts: WorkloadFacts, { placement, view }: PartContext): RolloutPart[] {
  const rollout = rolloutOf(facts, view);
  if (rollout === null) return [];
  return [{ kindOfRow: 'rollout', id: idOf(rollout.workload), placement, ...rolloutDto(rollout) }];
}

function revisionRows(
  facts: PlacementFacts,
  { placement }: PartContext,
  { changes }: WorldContext,
): RevisionPart[] {
  const places = counters();
  const names = counters();
  return revisionDtos(facts, placement, changes.list()).map((revision) => {
    const workload = idOf(revision.workload);
    const id = numbered(names, `${workload}/${revision.revision}`);
    return { kindOfRow: 'revision', id, place: places(workload), ...revision };
  });
}

/** A pod is judged from itself alone, so its row is kept as long as the object is the same; its age is that of its cluster's picture. */
function podRow(pod: Pod, facts: WorkloadFacts, point: PartContext, { pods }: KeptRows): PodPart {
  const { kind, metadata } = facts.workload;
  const held = pods.get(pod);
  const isSame = held?.placement === point.placement && held.workloadKind === kind;
  if (held && isSame && held.workload === metadata.name) return held;
  const row: PodPart = {
    kindOfRow: 'pod',
    id: `${point.view.cluster}/${pod.metadata.uid}`,
    workloadKind: kind,
    ...podDto(pod, facts, point),
  };
  pods.set(pod, row);
  return row;
}

function endpointRows(facts: PlacementFacts, point: PartContext): EndpointPart[] {
  const names = counters();
  const { cluster, namespace } = facts;
  return endpointDtos(facts, point).map((endpoint: EndpointDto) => {
    const { service, address, port } = endpoint;
    const id = numbered(names, `${cluster}/${namespace}/${service}/${address}:${port ?? ''}`);
    return { kindOfRow: 'endpoint', id, ...endpoint };
  });
}

function eventRows({ workloads }: PlacementFacts, point: PartContext, kept: KeptRows): EventPart[] {
  return workloads
    .flatMap(({ events }) => [...events.values()].flat())
    .sort(
      (a, b) => Date.parse(b.lastSeen) - Date.parse(a.lastSeen) || (a.metadata.uid < b.metadata.uid ? -1 : 1),
    )
    .slice(0, EVENTS_MAX)
    .map((event) => eventRow(event, point, kept));
}

function eventRow(event: Event, { placement, view }: PartContext, { events }: KeptRows): EventPart {
  const held = events.get(event);
  if (held?.placement === placement) return held;
  const dto = eventDto(event, { placement, cluster: view.cluster });
  const row: EventPart = { kindOfRow: 'event', ...dto, id: `${view.cluster}/${dto.id}`, uid: dto.id };
  events.set(event, row);
  return row;
}

function idOf(ref: WorkloadPart['ref']): string {
  return [ref.cluster, ref.namespace ?? '', ref.kind, ref.name].join('/');
}

/** Returns a function that counts how often it was called with a name before. */
function counters(): (name: string) => number {
  const counts = new Map<string, number>();
  return (name) => {
    const before = counts.get(name) ?? 0;
    counts.set(name, before + 1);
    return before;
  };
}

/** The name, with a number from the second time on. */
function numbered(names: (name: string) => number, name: string): string {
  const before = names(name);
  return before === 0 ? name : `${name}#${before + 1}`;
}
