import type { Rollout, RolloutDto, RolloutRow } from '@/lib/model';
import { versionOf } from '@/lib/derive/image';
import type { IndexedPlacement } from './service-index';

const RECENT_MS = 24 * 3600 * 1000;

/** Whether a rollout is in progress or ended within the last day. Older ones are not listed. */
export function isRecent({ state, since }: Rollout, now: Date): boolean {
  if (state !== 'Complete') return true;
  return since !== null && now.getTime() < Date.parse(since) + RECENT_MS;
}

/** When a rollout that ended leaves the list; null for one in progress. ISO 8601. */
export function endOfRecent({ state, since }: Rollout): string | null {
  return state === 'Complete' && since !== null
    ? new Date(Date.parse(since) + RECENT_MS).toISOString()
    : null;
}

export function rolloutDto({ validUntil: _, ...rollout }: Rollout): RolloutDto {
  return { ...rollout, cells: [...rollout.cells] };
}

/** A rollout with its service, placement and cluster. */
export function rolloutRow(
  rollout: Rollout,
  {
    placement,
    owner,
    environment,
  }: { placement: IndexedPlacement; owner: string | null; environment: string },
): RolloutRow {
  const { cluster, namespace, kind, name } = rollout.workload;
  return {
    ...rolloutDto(rollout),
    id: [cluster, namespace ?? '', kind, name].join('/'),
    service: placement.service,
    serviceName: placement.serviceName,
    owner,
    environment,
    fromVersion: rollout.from === null ? null : versionIn(rollout.from),
    toVersion: versionIn(rollout.to) ?? '',
  };
}

/** The version of the first container's image. */
export function versionIn(images: Readonly<Record<string, string>>): string | null {
  const image = Object.values(images)[0];
  return image === undefined ? null : versionOf(image);
}
