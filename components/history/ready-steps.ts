import type { Readiness } from '@/lib/model';

/** A time span in which the number of ready pods did not change; times in ms. */
export interface ReadyStep {
  readonly from: number;
  readonly to: number;
  readonly ready: number;
  readonly desired: number;
}

/**
 * The steps within a time span, oldest first: each ends at the next, the last ends at the end of the span. Time before the first known
 * step is left out, and not drawn.
 */
export function readySteps({ from, to, points }: Readiness): ReadyStep[] {
  const begin = Date.parse(from);
  const end = Date.parse(to);
  return points.flatMap(({ at, ready, desired }, index) => {
    const next = points[index + 1];
    const start = Math.max(begin, Date.parse(at));
    const stop = Math.min(end, next === undefined ? end : Date.parse(next.at));
    return stop > start || (next === undefined && stop === start)
      ? [{ from: start, to: stop, ready, desired }]
      : [];
  });
}

/** The largest number of pods in the chart; at least one. */
export function topOf(steps: readonly ReadyStep[]): number {
  return Math.max(1, ...steps.map(({ ready, desired }) => Math.max(ready, desired)));
}

export interface Scale {
  readonly x: (ms: number) => number;
  readonly y: (pods: number) => number;
}

/** The line of the ready pods, as a path of steps. */
export function linePath(steps: readonly ReadyStep[], { x, y }: Scale): string {
  return steps
    .map(({ from, to, ready }, index) => {
      const start = index === 0 ? `M${x(from)} ${y(ready)}` : `V${y(ready)}`;
      return `${start}H${x(to)}`;
    })
    .join('');
}

/** The areas with fewer ready pods than wanted: one closed path for each step. */
export function lackPath(steps: readonly ReadyStep[], { x, y }: Scale): string {
  return steps
    .filter(({ ready, desired }) => ready < desired)
    .map(({ from, to, ready, desired }) => `M${x(from)} ${y(desired)}H${x(to)}V${y(ready)}H${x(from)}z`)
    .join('');
}

/** The chart as one sentence, for screen readers. */
export function readyWords(steps: readonly ReadyStep[]): string {
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return 'No data.';
  const fewest = Math.min(...steps.map(({ ready }) => ready));
  const span = `Ready pods: ${first.ready} of ${first.desired} at first, ${last.ready} of ${last.desired} now`;
  return fewest < Math.min(first.ready, last.ready) ? `${span}, ${fewest} at the lowest.` : `${span}.`;
}
