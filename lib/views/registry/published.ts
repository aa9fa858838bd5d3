import type {
  RegisteredInstance,
  RegisteredPicture,
  RegistryInstance,
  RegistryProtectionDto,
  RegistryRow,
  RegistryServiceDetail,
} from '@/lib/model';
import type { WorldContext } from '../context';
import { OUTSIDE } from '../seen';

/** One service with its instances from every source; null for a name that no source knows. */
export function registryServiceDetail(context: WorldContext, name: string): RegistryServiceDetail | null {
  const whole = context.registry.whole(name);
  if (whole === null) return null;
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

/** Whether entries are kept though they fell silent. It counts all that is registered, so only who sees what is outside is told. */
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
