/** Upper bounds of the duration buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

interface Series {
  readonly labels: string;
  readonly buckets: number[];
  sum: number;
  count: number;
}

export interface Answered {
  /** The operation, never a path: its ids would make series without end. */
  readonly operation: string;
  readonly status: number;
  readonly seconds: number;
}

/** Counts the answers of the API, by operation and status. */
export interface RequestMetrics {
  answered(answer: Answered): void;
  /** In Prometheus' text format 0.0.4. */
  render(): string;
}

export function createRequestMetrics(): RequestMetrics {
  const all = new Map<string, Series>();
  return {
    answered({ operation, status, seconds }) {
      const labels = labelText({ operation, status: String(status) });
      const series = all.get(labels) ?? { labels, buckets: BUCKETS.map(() => 0), sum: 0, count: 0 };
      all.set(labels, series);
      series.sum += seconds;
      series.count += 1;
      const first = BUCKETS.findIndex((bound) => seconds <= bound);
      if (first >= 0) series.buckets[first] = (series.buckets[first] ?? 0) + 1;
    },
    render: () =>
      renderFamily(
        'pilothouse_http_request_duration_seconds',
        { type: 'histogram', help: 'How long answers of the API took.' },
        [...all.values()].flatMap(histogramLines),
      ),
  };
}

function histogramLines(series: Series): string[] {
  const name = 'pilothouse_http_request_duration_seconds';
  let below = 0;
  const buckets = BUCKETS.map((bound, index) => {
    below += series.buckets[index] ?? 0;
    return `${name}_bucket{${series.labels},le="${bound}"} ${below}`;
  });
  return [
    ...buckets,
    `${name}_bucket{${series.labels},le="+Inf"} ${series.count}`,
    `${name}_sum{${series.labels}} ${series.sum}`,
    `${name}_count{${series.labels}} ${series.count}`,
  ];
}

export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One family of plain samples. */
export function renderSamples(
  name: string,
  about: { readonly type: 'gauge' | 'counter'; readonly help: string },
  samples: readonly Sample[],
): string {
  const lines = samples.map(({ labels, value }) =>
    labels === undefined ? `${name} ${value}` : `${name}{${labelText(labels)}} ${value}`,
  );
  return renderFamily(name, about, lines);
}

function renderFamily(name: string, about: { type: string; help: string }, lines: readonly string[]): string {
  return [`# HELP ${name} ${about.help}`, `# TYPE ${name} ${about.type}`, ...lines, ''].join('\n');
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(
      ([key, value]) =>
        `${key}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
    )
    .join(',');
}
