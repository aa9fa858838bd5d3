import type { ServiceEndpointsDto } from '@/lib/model';
import { bySeverity, type PlacementRow } from './select';

/** How many addresses of a Kubernetes Service get requests: none, some, or all; `idle`: it wants none. */
export type EndpointReach = 'none' | 'some' | 'all' | 'idle';

/** One Kubernetes Service of a placement: a row of the endpoints on the Health page. */
export interface EndpointsRow extends PlacementRow {
  readonly endpoints: ServiceEndpointsDto;
  readonly reach: EndpointReach;
}

const RANK: Record<EndpointReach, number> = { none: 3, some: 2, all: 1, idle: 0 };

/** The Kubernetes Services of these placements: those without a ready address first, then those with some. */
export function endpointRows(rows: readonly PlacementRow[]): EndpointsRow[] {
  return rows
    .flatMap((row) =>
      row.placement.endpoints.map((endpoints) => ({ ...row, endpoints, reach: reachOf(row, endpoints) })),
    )
    .sort(
      (a, b) =>
        RANK[b.reach] - RANK[a.reach] ||
        bySeverity(a, b) ||
        a.endpoints.service.localeCompare(b.endpoints.service),
    );
}

function reachOf(
  { placement }: PlacementRow,
  { addresses, ready, terminating }: ServiceEndpointsDto,
): EndpointReach {
  if (ready === 0) return placement.desired === 0 && addresses === 0 ? 'idle' : 'none';
  return ready < addresses - terminating ? 'some' : 'all';
}
