import {
  registryServiceFromRows,
  type InstancePart,
  type RegistryDetailRow,
  type RegistryHead,
  type RegisteredInstance,
  type RegisteredPicture,
  type RegistryInstance,
  type RegistryProtectionDto,
  type RegistryRow,
  type RegistryServiceDetail,
} from '@/lib/model';
import type { WorldContext } from '../context';
import { OUTSIDE } from '../seen';

/** One service with its instances from every source; null for a name that no source knows. */
export function registryServiceDetail(context: WorldContext, name: string): RegistryServiceDetail | null {
  return registryServiceFromRows(registryDetailRows(context, name));
}

/** The rows of the live topic `registry:{name}`; none for a name that no source knows. */
export function registryDetailRows(context: WorldContext, name: string): readonly RegistryDetailRow[] {
  const whole = context.registry.whole(name);
  if (whole === null) return [];
  const { shown, instances, kubernetes, placements, disagreements } = whole;
  const { addresses: _, ...common } = shown;
  const seenAt = new Map<string, string | null>();
  for (const one of instances) if (one.source === 'kubernetes') seenAt.set(placeOf(one), one.lastSeenAt);
  const kept = new Set(keptByProtection(context, instances));
  const head: RegistryHead = {
    kindOfRow: 'service',
    ...common,
    kubernetes: [...kubernetes],
    placements: [...placements],
    protection: protectionOf(context),
    seenAt: Object.fromEntries(seenAt),
  };
  return [
    head,
    ...instances.map((instance) => instanceRow(instance, { seenAt, isKept: kept.has(instance.id) })),
    ...disagreements.map((one) => ({ kindOfRow: 'disagreement' as const, ...one })),
  ];
}

/** An instance of Kubernetes is as old as the picture of its place: the head holds that age once for all of them. */
function instanceRow(
  instance: RegistryInstance,
  { seenAt, isKept }: { readonly seenAt: ReadonlyMap<string, string | null>; readonly isKept: boolean },
): InstancePart {
  const place = placeOf(instance);
  const isOfPlace = instance.source === 'kubernetes' && seenAt.get(place) === instance.lastSeenAt;
  return {
    kindOfRow: 'instance',
    ...instance,
    lastSeenAt: isOfPlace ? null : instance.lastSeenAt,
    seenIn: isOfPlace ? place : null,
    isKept,
  };
}

function placeOf({ cluster, namespace }: RegistryInstance): string {
  return `${cluster ?? ''}/${namespace ?? ''}`;
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

/** The state of protection. It counts all registered instances, so it is null for scopes that do not see what is outside the clusters. */
export function protectionOf({
  registered,
  scope,
}: Pick<WorldContext, 'registered' | 'scope'>): RegistryProtectionDto | null {
  const on = scope.sees(OUTSIDE) ? registered.protection().on : null;
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

/** Ids of instances that fell silent and stay registered while protection is on for their service. */
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

/** Whether an instance is critical because its heartbeat stopped: one that reported critical itself is not silent. */
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
