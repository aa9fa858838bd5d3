import { isChangeable, type ObjectRef, type RolloutDto } from '@/lib/model';

/** The deploy that undoes a rollout: one container's earlier image. */
export interface WayBack {
  readonly container: string;
  readonly image: string;
  readonly version: string;
}

export interface Passage extends Pick<RolloutDto, 'from' | 'to'> {
  readonly workload: Pick<ObjectRef, 'kind'>;
  /** The version of the first container before the rollout, and after it. */
  readonly fromVersion: string | null;
  readonly toVersion: string;
}

/**
 * The way back from a rollout, as one deploy; null when nothing tells what ran before, when the versions read the same, or when it
 * changed more than the first container's image: a deploy of one image would then not undo it.
 */
export function wayBack({ workload, from, to, fromVersion, toVersion }: Passage): WayBack | null {
  // What Pilothouse makes no Change of, its own controller takes back.
  if (!isChangeable(workload.kind) || from === null || fromVersion === null || fromVersion === toVersion)
    return null;
  const [[container, image] = []] = Object.entries(from);
  if (container === undefined || image === undefined) return null;
  const names = new Set([...Object.keys(from), ...Object.keys(to)]);
  const changed = [...names].filter((name) => from[name] !== to[name]);
  return changed.length === 1 && changed[0] === container ? { container, image, version: fromVersion } : null;
}
