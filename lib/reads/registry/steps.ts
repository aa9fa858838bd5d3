import type { Readiness } from '@/lib/model';

type Points = Readiness['points'];

/** The sum of the steps of several placements, from `from` on, oldest first. Where nothing is kept of a placement, it counts as 0. */
export function stepsTogether(
  all: readonly Points[],
  { from, to }: { readonly from: Date; readonly to: Date },
): { at: string; ready: number; desired: number }[] {
  const moves = all
    .flatMap((points, index) => points.map((point) => ({ ...point, index })))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const latest = new Map<number, { readonly ready: number; readonly desired: number }>();
  const begin = from.toISOString();
  const end = to.toISOString();
  const steps: { at: string; ready: number; desired: number }[] = [];
  for (const { at, ready, desired, index } of moves) {
    if (at > end) continue;
    latest.set(index, { ready, desired });
    const sum = [...latest.values()].reduce(
      (total, one) => ({ ready: total.ready + one.ready, desired: total.desired + one.desired }),
      { ready: 0, desired: 0 },
    );
    const step = { at: at < begin ? begin : at, ...sum };
    if (steps.at(-1)?.at === step.at) steps.pop();
    steps.push(step);
  }
  return steps;
}
