import type { TrafficKind, WorkloadKind } from '@/lib/model';

/** One series of an instant query's answer: its labels and its value. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One end of a call as a metric names it. What it does not say is absent. */
export interface ObservedEnd {
  /** As the metric itself names it: a mesh has names of its own, which count where a cluster is called so. */
  readonly cluster?: string;
  /** As the label of the settings names it. */
  readonly home?: string;
  readonly namespace?: string;
  readonly workload?: string;
  readonly kind?: WorkloadKind;
  /** A Kubernetes Service of the namespace. */
  readonly service?: string;
  /** A host, perhaps with its port. */
  readonly host?: string;
  /** A name of which nothing says what it is: of an application, as its traces call it. */
  readonly name?: string;
}

export interface FailedCalls {
  /** As it stands behind a number: `answer 503`, `fail`, `are dropped`. */
  readonly what: string;
  readonly perSecond: number;
}

/** What one metric saw between two ends, over the last five minutes. */
export interface Observation {
  readonly kind: TrafficKind;
  readonly metric: string;
  /** Only requests are traffic with a rate; a flow has two directions, so it makes no call known. */
  readonly unit: 'requests' | 'connections' | 'flows';
  /** Labels that name the ends, as they were read: what a person finds the series by. */
  readonly labels: Readonly<Record<string, string>>;
  readonly from: ObservedEnd;
  readonly to: ObservedEnd;
  readonly perSecond: number;
  /** The most frequent first. */
  readonly failures: readonly FailedCalls[];
  readonly p95Ms: number | null;
  readonly bytesPerSecond: number | null;
}

/** How the metrics of one project are asked for and read. */
export interface TrafficDialect {
  readonly kind: TrafficKind;
  /** PromQL by the name of what it asks for. `more` are further labels that must stay apart. */
  readonly queries: (more: readonly string[]) => Readonly<Record<string, string>>;
  /** Reads the answers, by the same names. Total: a series that says too little gives an observation with empty ends. */
  readonly read: (answers: Answers, clusterLabel: string | null) => readonly Observation[];
}

export type Answers = Readonly<Record<string, readonly Sample[]>>;

/** The time that rates are taken over, in PromQL's words. */
const WINDOW = '5m';

/** `sum by (a, b) (rate(metric[5m]))`. */
export function rateOf(metric: string, labels: readonly string[]): string {
  return `sum by (${labels.join(', ')}) (rate(${metric}[${WINDOW}]))`;
}

/** The 95th percentile of a classic histogram, in its unit. */
export function p95Of(metric: string, labels: readonly string[]): string {
  return `histogram_quantile(0.95, ${rateOf(metric, ['le', ...labels])})`;
}
