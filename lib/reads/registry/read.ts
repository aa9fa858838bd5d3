import { AppError, type Page, type RegistryListed, type RegistryServiceDetail } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { registryServiceDetail } from '@/lib/views/registry/published';
import { pageOf, type PageRequest } from '../cursor';

/** The filters of `GET /api/v1/registry/services`; all must match. */
export interface RegistryPageRequest extends PageRequest {
  /** A part of a name, owner, address or tag, case-insensitive. */
  readonly q?: string;
  readonly source?: 'kubernetes' | 'self' | 'consul';
  readonly owner?: string;
  readonly cluster?: string;
  readonly environment?: string;
  /** Only services with disagreements, or only those without. */
  readonly disagrees?: 'true' | 'false';
}

/** Services of the registry by name, each with its disagreements. */
export function readRegistry(context: WorldContext, query: RegistryPageRequest): Page<RegistryListed> {
  context.registry.settle();
  const rows = [...context.registry.all()].flatMap(({ row, disagreements }) =>
    row === null ? [] : [{ ...row, conflicts: [...disagreements] }],
  );
  const found = rows.filter((row) => fits(row, query)).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return pageOf(found, sortKey, query);
}

const sortKey = ({ name, id }: RegistryListed): string => `${name}\n${id}`;

function fits(
  row: RegistryListed,
  { q, source, owner, cluster, environment, disagrees }: RegistryPageRequest,
): boolean {
  const words = q?.trim().toLowerCase() ?? '';
  const texts = [row.name, row.owner ?? '', ...row.addresses, ...row.tags];
  return (
    (words === '' || texts.some((text) => text.toLowerCase().includes(words))) &&
    (source === undefined || row.counts[source] > 0) &&
    (owner === undefined || row.owner === owner) &&
    (cluster === undefined || row.clusters.includes(cluster)) &&
    (environment === undefined || row.environments.includes(environment)) &&
    (disagrees === undefined || row.disagreements > 0 === (disagrees === 'true'))
  );
}

/** One service with its instances from every source. AppError `not-found` for an unknown name. */
export function readRegistryService(context: WorldContext, name: string): RegistryServiceDetail {
  const service = registryServiceDetail(context, name);
  if (service === null) throw new AppError('not-found', `The registry knows no service "${name}".`);
  return service;
}
