import type { FailedCalls, Sample } from './observation';

/** The sum of the samples of one call: of those with the same values of the labels that name it. */
export interface CallTotals {
  readonly labels: Readonly<Record<string, string>>;
  readonly perSecond: number;
  readonly failures: readonly FailedCalls[];
}

/** Sums samples with equal values of `labels`. `failureOf` names the failure of a sample; null where it did not fail. */
export function sumByCall(
  samples: readonly Sample[] | undefined,
  labels: readonly string[],
  failureOf: (labels: Sample['labels']) => string | null = () => null,
): CallTotals[] {
  const calls = new Map<
    string,
    { labels: Sample['labels']; perSecond: number; failed: Map<string, number> }
  >();
  for (const sample of samples ?? []) {
    if (!Number.isFinite(sample.value) || sample.value <= 0) continue;
    const named = picked(sample.labels, labels);
    const key = keyOf(named, labels);
    const call = calls.get(key) ?? { labels: named, perSecond: 0, failed: new Map<string, number>() };
    calls.set(key, call);
    call.perSecond += sample.value;
    const what = failureOf(sample.labels);
    if (what !== null) call.failed.set(what, (call.failed.get(what) ?? 0) + sample.value);
  }
  return [...calls.values()].map(({ failed, ...call }) => ({ ...call, failures: mostFirst(failed) }));
}

/** Finds the value of the sample with equal labels; the greatest of several. Null where there is no number. */
export function lookUp(
  samples: readonly Sample[] | undefined,
  labels: readonly string[],
): (of: Sample['labels']) => number | null {
  const values = new Map<string, number>();
  for (const { labels: own, value } of samples ?? []) {
    if (!Number.isFinite(value) || value < 0) continue;
    const key = keyOf(own, labels);
    values.set(key, Math.max(value, values.get(key) ?? 0));
  }
  return (of) => values.get(keyOf(of, labels)) ?? null;
}

export interface ReporterRule {
  readonly label: string;
  /** Reporters in the order of preference. */
  readonly order: readonly string[];
  /** A key of the call, from the labels that both reporters set alike. */
  readonly callOf: (labels: Sample['labels']) => string;
}

/** A report replaces a preferred one if it has this many times more failures: requests that never arrived. */
const NOTABLY_MORE = 1.1;

/**
 * Both ends of a call may report it: only one report of a call counts, never the sum. That is the first by the order,
 * unless another has clearly more failures.
 */
export function byOneReporter(
  calls: readonly CallTotals[],
  { label, order, callOf }: ReporterRule,
): CallTotals[] {
  const reports = new Map<string, Map<string, CallTotals[]>>();
  for (const call of calls) {
    const key = callOf(call.labels);
    const of = reports.get(key) ?? new Map<string, CallTotals[]>();
    reports.set(key, of);
    const reporter = call.labels[label] ?? '';
    of.set(reporter, [...(of.get(reporter) ?? []), call]);
  }
  const rank = (reporter: string): number =>
    order.includes(reporter) ? order.indexOf(reporter) : order.length;
  return [...reports.values()].flatMap((of) => {
    const ranked = [...of]
      .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map(([, report]) => report);
    return ranked.reduce((best, report) => (failed(report) > failed(best) * NOTABLY_MORE ? report : best));
  });
}

function failed(calls: readonly CallTotals[]): number {
  return calls.reduce((sum, { failures }) => sum + totalOf(failures), 0);
}

export function totalOf(failures: readonly FailedCalls[]): number {
  return failures.reduce((sum, { perSecond }) => sum + perSecond, 0);
}

export function mostFirst(failed: ReadonlyMap<string, number>): FailedCalls[] {
  return [...failed]
    .map(([what, perSecond]) => ({ what, perSecond }))
    .sort((a, b) => b.perSecond - a.perSecond || (a.what < b.what ? -1 : 1));
}

function picked(labels: Sample['labels'], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (labels[name] ? [[name, labels[name]]] : [])));
}

function keyOf(labels: Sample['labels'], names: readonly string[]): string {
  return JSON.stringify(names.map((name) => labels[name] ?? ''));
}
