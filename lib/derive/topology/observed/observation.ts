import type { MetricAnswers, TrafficKind, WorkloadKind } from '@/lib/model';

export type { MetricSample as Sample } from '@/lib/model';

/** One end of a call as a metric names it. What the metric does not name is absent. */
export interface ObservedEnd {
  /** The cluster as the metric names it: a mesh has its own names, which count only where a watched cluster has that name. */
  readonly cluster?: string;
  /** The cluster by the label that the settings name. */
  readonly home?: string;
  readonly namespace?: string;
  readonly workload?: string;
  readonly kind?: WorkloadKind;
  /** A Kubernetes Service of the namespace. */
  readonly service?: string;
  /** A host, maybe with its port. */
  readonly host?: string;
  /** A name of an unknown kind: that of an application in its traces. */
  readonly name?: string;
}

export interface FailedCalls {
  /** What happens to them, to follow their number: `answer 503`, `fail`, `are dropped`. */
  readonly what: string;
  readonly perSecond: number;
}

/** The traffic between two ends in one metric, over the last five minutes. */
export interface Observation {
  readonly kind: TrafficKind;
  readonly metric: string;
  /** Only requests have a rate that is shown; a flow has two directions, so that it alone does not show a call. */
  readonly unit: 'requests' | 'connections' | 'flows';
  /** Labels that name the ends, unchanged, so that a person can find the series. */
  readonly labels: Readonly<Record<string, string>>;
  readonly from: ObservedEnd;
  readonly to: ObservedEnd;
  readonly perSecond: number;
  /** The most frequent first. */
  readonly failures: readonly FailedCalls[];
  readonly p95Ms: number | null;
  readonly bytesPerSecond: number | null;
}

/** How the metrics of one project are queried and read. */
export interface TrafficDialect {
  readonly kind: TrafficKind;
  /** PromQL queries by name. `more` are further labels to group by. */
  readonly queries: (more: readonly string[]) => Readonly<Record<string, string>>;
  /** Reads the answers by the same names. Never throws: a series with too few labels gives an observation with empty ends. */
  readonly read: (answers: MetricAnswers, clusterLabel: string | null) => readonly Observation[];
}

/** The time range of rates in PromQL. */
const WINDOW = '5m';

/** `sum by (a, b) (rate(metric[5m]))`. */
export function rateOf(metric: string, labels: readonly string[]): string {
  return `sum by (${labels.join(', ')}) (rate(${metric}[${WINDOW}]))`;
}

/** The 95th percentile of a classic histogram, in its unit. */
export function p95Of(metric: string, labels: readonly string[]): string {
  return `histogram_quantile(0.95, ${rateOf(metric, ['le', ...labels])})`;
}
