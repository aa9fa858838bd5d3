import { AppError, HEALTH, invalidField, type Health, type Page, type ServiceSummary } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { allPlacementsSeen } from '@/lib/views/seen';
import { clusterPicture } from './clusters';
import { pageOf, type PageRequest } from './cursor';
import { serviceSummary } from '@/lib/views/service-summary';

/** The filters of `GET /api/v1/services`; all must match. */
export interface ServicesQuery extends PageRequest {
  /** A part of the name, title, description, owner or system, case-insensitive. */
  readonly q?: string;
  readonly cluster?: string;
  readonly namespace?: string;
  readonly environment?: string;
  readonly owner?: string;
  readonly system?: string;
  readonly health?: string;
}

/**
 * Services by name. A placement's filters (cluster, namespace, environment) must all match the same placement. AppError
 * `not-found` for an unknown cluster or namespace, `invalid-input` for an unknown health.
 */
export function readServices(context: WorldContext, query: ServicesQuery): Page<ServiceSummary> {
  checkPlace(context, query);
  const matches = matcher(query);
  return pageOf(allServices(context).filter(matches), sortKey, query);
}

/** Every Service, by name and id. */
export function allServices(context: WorldContext): ServiceSummary[] {
  return [...context.index.allServices()]
    .flatMap(({ id }) => serviceSummary(context, id) ?? [])
    .map((service) => ({ key: sortKey(service), service }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ service }) => service);
}

const sortKey = ({ name, id }: ServiceSummary): string => `${name}\n${id}`;

/** AppError `not-found` for an unknown cluster, a namespace without objects, and for both where the scope does not see them. */
export function checkPlace(
  context: WorldContext,
  { cluster, namespace }: { readonly cluster?: string; readonly namespace?: string },
): void {
  const { world, scope } = context;
  if (cluster !== undefined) clusterPicture(context, cluster);
  if (namespace === undefined) return;
  const pictures = world.clusters().filter(({ info }) => cluster === undefined || info.name === cluster);
  const known =
    pictures.some(
      (picture) =>
        scope.sees({ cluster: picture.info.name, namespace }) && picture.get('Namespace', '', namespace),
    ) ||
    [...allPlacementsSeen(context)].some(
      (placement) =>
        placement.namespace === namespace && (cluster === undefined || placement.cluster === cluster),
    );
  if (!known) throw new AppError('not-found', `There is no namespace "${namespace}".`);
}

/** Parses the statuses of a `health` or `status` parameter, separated by commas. AppError `invalid-input` names the field. */
export function healthWords(text: string, field: string): ReadonlySet<Health> {
  const words = text.split(',').map((word) => word.trim());
  const known = HEALTH.filter((word) => words.includes(word));
  if (known.length !== new Set(words).size) {
    throw invalidField(field, `Expected one or more of ${HEALTH.join(', ')}, separated by commas.`);
  }
  return new Set(known);
}

function matcher(query: ServicesQuery): (service: ServiceSummary) => boolean {
  const { cluster, namespace, environment, owner, system } = query;
  const words = query.q?.trim().toLowerCase() ?? '';
  const health = query.health === undefined ? null : healthWords(query.health, 'health');
  const placed = cluster !== undefined || namespace !== undefined || environment !== undefined;
  return (service) =>
    (owner === undefined || service.owner === owner) &&
    (system === undefined || service.system === system) &&
    (health === null || health.has(service.health.status)) &&
    (words === '' || searchText(service).includes(words)) &&
    (!placed ||
      service.placements.some(
        (at) =>
          (cluster === undefined || at.cluster === cluster) &&
          (namespace === undefined || at.namespace === namespace) &&
          (environment === undefined || at.environment === environment),
      ));
}

function searchText({ name, title, description, owner, system }: ServiceSummary): string {
  return [name, title, description, owner, system].join('\n').toLowerCase();
}
