import type { ServiceEndpointsDto } from '@/lib/model';
import { bySeverity, type PlacementRow } from './select';

/** How many of a Kubernetes Service's addresses get requests: none of them, some, or all; `idle`: none is wanted. */
export type Reach = 'none' | 'some' | 'all' | 'idle';

/** One Kubernetes Service of a placement: a line of the Health page's endpoints. */
export interface EndpointsRow extends PlacementRow {
  readonly endpoints: ServiceEndpointsDto;
  readonly reach: Reach;
}

const RANK: Record<Reach, number> = { none: 3, some: 2, all: 1, idle: 0 };

/** The Kubernetes Services of these placements: those that reach nothing first, then those that reach a part. */
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

function reachOf({ placement }: PlacementRow, { addresses, ready, terminating }: ServiceEndpointsDto): Reach {
  if (ready === 0) return placement.desired === 0 && addresses === 0 ? 'idle' : 'none';
  return ready < addresses - terminating ? 'some' : 'all';
}
