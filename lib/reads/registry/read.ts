import {
  AppError,
  type Page,
  type RegisteredInstance,
  type RegisteredPicture,
  type RegistryInstance,
  type RegistryListed,
  type RegistryProtectionDto,
  type RegistryRow,
  type RegistryServiceDetail,
} from '@/lib/model';
import type { WorldContext } from '../context';
import { pageOf, type PageRequest } from '../cursor';

/** What `GET /api/v1/registry/services` filters by; each narrows. */
export interface RegistryQuery extends PageRequest {
  /** A part of a name, owner, address or tag; case does not matter. */
  readonly q?: string;
  readonly source?: 'kubernetes' | 'self' | 'consul';
  readonly owner?: string;
  readonly cluster?: string;
  readonly environment?: string;
  /** Only those that disagree, or only those that agree. */
  readonly disagrees?: 'true' | 'false';
}

/** Services of the registry by name, each with what disagrees. */
export function readRegistry(context: WorldContext, query: RegistryQuery): Page<RegistryListed> {
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
  { q, source, owner, cluster, environment, disagrees }: RegistryQuery,
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

/** One service with its instances from every source. AppError `not-found` for a name that no source knows. */
export function readRegistryService(context: WorldContext, name: string): RegistryServiceDetail {
  const whole = context.registry.whole(name);
  if (whole === null) throw new AppError('not-found', `The registry knows no service "${name}".`);
  const { shown, instances, kubernetes, placements, disagreements } = whole;
  return {
    ...shown,
    instances: [...instances],
    conflicts: [...disagreements],
    kubernetes: [...kubernetes],
    placements: [...placements],
    protection: protectionOf(context),
    kept: keptByProtection(context, instances),
  };
}

/** The rows of the live topic `registry`. */
export function registryRows(
  { registry }: Pick<WorldContext, 'registry'>,
  id: string,
): readonly RegistryRow[] {
  const kept = registry.row(id);
  if (kept === undefined) return [];
  return [
    ...(kept.row === null ? [] : [{ kindOfRow: 'service' as const, ...kept.row }]),
    ...kept.disagreements.map((one) => ({ kindOfRow: 'disagreement' as const, ...one })),
  ];
}

export function protectionOf({ registered }: Pick<WorldContext, 'registered'>): RegistryProtectionDto | null {
  const { on } = registered.protection();
  return (
    on && {
      scope: on.scope,
      services: [...on.services],
      since: new Date(on.since).toISOString(),
      endsAt: new Date(on.endsAt).toISOString(),
      sentence: on.sentence,
    }
  );
}

/** Those that fell silent, and stay registered while protection is on for their service. */
function keptByProtection(
  { registered }: Pick<WorldContext, 'registered'>,
  instances: readonly RegistryInstance[],
): string[] {
  const { on } = registered.protection();
  if (on === null) return [];
  const isSilent = silentOnes(registered);
  return instances.flatMap(({ id, registered: key }) =>
    key !== null && (on.scope === 'registry' || on.services.includes(key.service)) && isSilent(key)
      ? [id]
      : [],
  );
}

/** Whether an instance is critical because its heartbeat stopped: one that said so itself is not silent. */
function silentOnes(registered: Pick<RegisteredPicture, 'instances'>) {
  const silent = new Map<string, ReadonlySet<string>>();
  return ({ service, id }: { readonly service: string; readonly id: string }): boolean => {
    let ids = silent.get(service);
    if (ids === undefined) {
      ids = new Set(registered.instances(service).flatMap((one) => (fellSilent(one) ? [one.id] : [])));
      silent.set(service, ids);
    }
    return ids.has(id);
  };
}

function fellSilent({ status, statusSince, registeredAt, checks }: RegisteredInstance): boolean {
  return (
    status === 'critical' &&
    checks.some(
      (check) =>
        check.status === 'critical' &&
        check.ttlMs !== null &&
        (check.reportedAt ?? registeredAt) + check.ttlMs <= statusSince,
    )
  );
}
