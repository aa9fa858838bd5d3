import type { ChangeSummary } from './dto-change';
import type { EndpointDto, EventDto, PodDto, RevisionDto, ServiceDetail, WorkloadDto } from './dto-service';
import type { PlacementSummary, RolloutDto } from './dto-services';
import type {
  EndpointPart,
  EventPart,
  PlacementPart,
  PodPart,
  ChangePart,
  RevisionPart,
  RolloutPart,
  ServiceRow,
  WorkloadPart,
} from './service-rows';

/** The newest events that a Service shows. */
export const EVENTS_MAX = 100;

/**
 * Puts the rows of a Service together, in whatever order they are given; null where the row of the Service itself is missing. A row that is
 * the same object as before gives the same part as before.
 */
export function serviceFromRows(rows: readonly ServiceRow[]): ServiceDetail | null {
  const of = groupsOf(rows);
  const [head] = of.service;
  if (head === undefined) return null;
  const { kindOfRow: _, healthOf, health: own, ...common } = head;
  const placements = sorted(of.placement, ({ id }) => id);
  const health = placements.find(({ id }) => id === healthOf)?.health ?? own;
  if (health === null) return null;
  return {
    ...common,
    health,
    placements: placements.map(placementOf),
    workloads: sorted(of.workload, ({ placement, ref }) => [placement, workloadKey(ref)]).map(workloadOf),
    pods: sorted(of.pod, podOrder).map(podOf),
    endpoints: sorted(of.endpoint, endpointOrder).map(endpointOf),
    rollouts: sorted(of.rollout, ({ placement, workload }) => [placement, workloadKey(workload)]).map(
      rolloutOf,
    ),
    revisions: sorted(of.revision, revisionOrder).map(revisionOf),
    events: of.event.toSorted(newestFirst).slice(0, EVENTS_MAX).map(eventOf),
    ingresses: placements.flatMap(({ ingresses }) => ingresses),
    changes: of.change.toSorted((a, b) => a.place - b.place).map(changeOf),
  };
}

type Groups = { readonly [K in ServiceRow['kindOfRow']]: Extract<ServiceRow, { kindOfRow: K }>[] };

function groupsOf(rows: readonly ServiceRow[]): Groups {
  const groups: Groups = {
    service: [],
    placement: [],
    workload: [],
    rollout: [],
    revision: [],
    pod: [],
    endpoint: [],
    event: [],
    change: [],
  };
  for (const row of rows) (groups[row.kindOfRow] as ServiceRow[]).push(row);
  return groups;
}

type Key = string | number;
type Order = Key | readonly Key[];

function sorted<R>(rows: readonly R[], orderOf: (row: R) => Order): R[] {
  return rows
    .map((row) => ({ row, keys: [orderOf(row)].flat() }))
    .sort((a, b) => compare(a.keys, b.keys))
    .map(({ row }) => row);
}

function compare(a: readonly Key[], b: readonly Key[]): number {
  for (const [place, key] of a.entries()) {
    const other = b[place] ?? '';
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}

function workloadKey({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}/${name}`;
}

const podOrder = ({ placement, workloadKind, workload, ref, id }: PodPart): Order => [
  placement,
  workloadKey({ kind: workloadKind, name: workload ?? '' }),
  ref.name,
  id,
];

const endpointOrder = ({ placement, service, address, port, id }: EndpointPart): Order => [
  placement,
  `${service} ${address}`,
  port ?? 0,
  id,
];

const revisionOrder = ({ placement, workload, place }: RevisionPart): Order => [
  placement,
  workloadKey(workload),
  place,
];

function newestFirst(a: EventPart, b: EventPart): number {
  return Date.parse(b.lastSeen) - Date.parse(a.lastSeen) || compare([a.id], [b.id]);
}

/** Makes a part of each row once. */
function once<R extends object, T>(make: (row: R) => T): (row: R) => T {
  const made = new WeakMap<R, { readonly part: T }>();
  return (row) => {
    const held = made.get(row) ?? { part: make(row) };
    made.set(row, held);
    return held.part;
  };
}

const placementOf = once(
  ({ kindOfRow: _, ingresses: _ingresses, ...placement }: PlacementPart): PlacementSummary => placement,
);
const workloadOf = once(({ kindOfRow: _, id: _id, ...workload }: WorkloadPart): WorkloadDto => workload);
const podOf = once(({ kindOfRow: _, id: _id, workloadKind: _kind, ...pod }: PodPart): PodDto => pod);
const endpointOf = once(({ kindOfRow: _, id: _id, ...endpoint }: EndpointPart): EndpointDto => endpoint);
const rolloutOf = once(
  ({ kindOfRow: _, id: _id, placement: _placement, ...rollout }: RolloutPart): RolloutDto => rollout,
);
const revisionOf = once(
  ({ kindOfRow: _, id: _id, place: _place, ...revision }: RevisionPart): RevisionDto => revision,
);
const eventOf = once(({ kindOfRow: _, uid, ...event }: EventPart): EventDto => ({ ...event, id: uid }));
const changeOf = once(({ kindOfRow: _, place: _place, ...change }: ChangePart): ChangeSummary => change);
