import type { EndpointRow, Page } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { pageOf, type PageRequest } from './cursor';
import { gatherFacts } from '@/lib/views/facts';
import { allPlacementsSeen } from '@/lib/views/seen';
import { endpointDtos } from '@/lib/views/service-parts';
import { checkPlace } from './services';

/** The filters of `GET /api/v1/endpoints`; all must match. */
export interface EndpointsQuery extends PageRequest {
  readonly cluster?: string;
  readonly namespace?: string;
  readonly environment?: string;
  /** Id of a service of the catalog. */
  readonly service?: string;
  /** Only ready endpoints, or only those that are not ready. */
  readonly ready?: 'true' | 'false';
}

/**
 * Addresses of the Kubernetes Services of all placements, by placement, Service and address. AppError `not-found` for an unknown cluster or
 * namespace.
 */
export function readEndpoints(context: WorldContext, query: EndpointsQuery): Page<EndpointRow> {
  checkPlace(context, query);
  const rows = [...allPlacementsSeen(context)]
    .filter(
      ({ cluster, namespace, service }) =>
        (query.cluster === undefined || cluster === query.cluster) &&
        (query.namespace === undefined || namespace === query.namespace) &&
        (query.service === undefined || service === query.service),
    )
    .flatMap((placement) => rowsOf(context, placement.id))
    .filter(
      ({ environment, ready }) =>
        (query.environment === undefined || environment === query.environment) &&
        (query.ready === undefined || String(ready) === query.ready),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return pageOf(rows, ({ id }) => id, query);
}

function rowsOf({ index, views, now }: WorldContext, id: string): EndpointRow[] {
  const placement = index.placement(id);
  const picture = placement && index.cluster(placement.cluster);
  if (!picture) return [];
  const { service, serviceName, cluster, namespace } = placement;
  const facts = gatherFacts(placement, picture);
  const view = { cluster: facts.cluster, observedAt: facts.observedAt, now: now() };
  return endpointDtos(facts, { placement: id, view }).map((endpoint) => ({
    ...endpoint,
    id: `${id}/${endpoint.service}/${endpoint.address}:${endpoint.port ?? ''}`,
    entity: service,
    entityName: index.service(service)?.name ?? serviceName,
    environment: views.environment(cluster, namespace).name,
    cluster,
    namespace,
  }));
}
