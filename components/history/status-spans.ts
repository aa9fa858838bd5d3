import type { Health, Transition } from '@/lib/model';

/** A time span with one status; null where nothing is known. Times in ms. */
export interface StatusSpan {
  readonly status: Health | null;
  readonly from: number;
  readonly to: number;
}

/**
 * The statuses of a placement between `from` and `to`, oldest first and without gaps: before the first transition in the list the status
 * is not known. `transitions` are in the order newest first.
 */
export function statusSpans(
  transitions: readonly Pick<Transition, 'to' | 'at' | 'until'>[],
  { from, to }: { readonly from: number; readonly to: number },
): StatusSpan[] {
  const spans: StatusSpan[] = [];
  let reached = from;
  for (const { to: status, at, until } of transitions.toReversed()) {
    const start = Math.min(to, Math.max(reached, Date.parse(at)));
    const stop = Math.min(to, until === null ? to : Date.parse(until));
    if (stop <= start) continue;
    if (start > reached) spans.push({ status: null, from: reached, to: start });
    const last = spans.at(-1);
    if (last?.status === status && last.to === start) spans[spans.length - 1] = { ...last, to: stop };
    else spans.push({ status, from: start, to: stop });
    reached = stop;
  }
  return reached < to ? [...spans, { status: null, from: reached, to }] : spans;
}
