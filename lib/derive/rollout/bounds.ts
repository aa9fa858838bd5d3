import { count } from '../sentences';

export const ON_DELETE = 'a pod is replaced only when someone deletes it';

/** As written in a strategy: `25%` or `1`. */
export interface Bounds {
  readonly maxSurge?: string;
  readonly maxUnavailable?: string;
}

/** How many pods a Deployment may have above its number of replicas, and how many pods may be unavailable. */
export function rollingBounds(
  strategy: Bounds,
  pods: number,
): { readonly surge: number; readonly unavailable: number } {
  const surge = shareOf(strategy.maxSurge ?? '25%', pods, Math.ceil);
  const unavailable = shareOf(strategy.maxUnavailable ?? '25%', pods, Math.floor);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : Math.min(unavailable, pods) };
}

/** How many pods run at once, and how many are available, while they are replaced within these bounds. */
export function rollingWords(strategy: Bounds, pods: number): string {
  const { surge, unavailable } = rollingBounds(strategy, pods);
  const least = pods - unavailable;
  const most = pods + surge;
  return `at most ${count(most, 'pod')} ${most === 1 ? 'runs' : 'run'} at once, ${least === 0 ? 'and none need be' : `at least ${least} ${least === 1 ? 'is' : 'are'}`} available`;
}

/** A number, or a percentage of a whole, rounded by `round`; any other text counts as 0. */
export function shareOf(written: string, whole: number, round: (n: number) => number): number {
  const percent = /^(\d+)%$/u.exec(written)?.[1];
  if (percent !== undefined) return round((Number(percent) * whole) / 100);
  return /^\d+$/u.test(written) ? Number(written) : 0;
}
