import type { TrafficKind } from '@/lib/model';

/** Calls between two workloads of one namespace, at an even pace. */
export interface Called {
  readonly kind: TrafficKind;
  readonly namespace: string;
  readonly from: string;
  readonly to: string;
  readonly perSecond: number;
  readonly failedPerSecond?: number;
  /** All answers take between half of this and this. */
  readonly slowestMs?: number;
}

interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly perSecond: number;
}

/** The text of an exporter that has counted for this many seconds, with the names and labels of each project. */
export function exposition(calls: readonly Called[], seconds: number): string {
  return calls
    .flatMap(seriesOf)
    .map((series) => `${written(series)} ${series.perSecond * seconds}\n`)
    .join('');
}

/** The same counters over time, as OpenMetrics that `promtool tsdb create-blocks-from` takes. Times are in seconds since the epoch. */
export function history(
  calls: readonly Called[],
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): string {
  const lines: string[] = [];
  for (const series of calls.flatMap(seriesOf)) {
    for (let at = from; at <= to; at += step) {
      lines.push(`${written(series)} ${series.perSecond * (at - from)} ${at}`);
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

function written({ name, labels }: Series): string {
  const pairs = Object.entries(labels).map(
    ([key, value]) =>
      `${key}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
  );
  return `${name}{${pairs.join(',')}}`;
}

function seriesOf(call: Called): Series[] {
  const { requests, latency, unit, labels, reporters, outcome } = SHAPES[call.kind];
  const { perSecond, failedPerSecond = 0, slowestMs = 100 } = call;
  const slowest = slowestMs / unit;
  return reporters.flatMap((reporter) => {
    const ends = { ...labels(call), ...reporter };
    const answered =
      outcome === null
        ? []
        : [
            {
              name: requests,
              labels: { ...ends, ...outcome(false) },
              perSecond: perSecond - failedPerSecond,
            },
            { name: requests, labels: { ...ends, ...outcome(true) }, perSecond: failedPerSecond },
          ];
    const counted =
      outcome === null
        ? [
            { name: requests, labels: ends, perSecond },
            { name: 'traces_service_graph_request_failed_total', labels: ends, perSecond: failedPerSecond },
          ]
        : answered;
    const buckets = [slowest / 2, slowest, Infinity].map((bound, index) => ({
      name: latency,
      labels: { ...ends, le: bound === Infinity ? '+Inf' : String(bound) },
      perSecond: index === 0 ? 0 : perSecond,
    }));
    return [...counted, ...buckets];
  });
}

interface Shape {
  readonly requests: string;
  readonly latency: string;
  /** Milliseconds in one of its buckets' units. */
  readonly unit: number;
  readonly labels: (call: Called) => Record<string, string>;
  /** Which proxy reports each request. */
  readonly reporters: readonly Record<string, string>[];
  /** Labels of an answer; null: failures are a metric of their own. */
  readonly outcome: ((failed: boolean) => Record<string, string>) | null;
}

const code = (failed: boolean): string => (failed ? '503' : '200');

const SHAPES: Readonly<Record<TrafficKind, Shape>> = {
  istio: {
    requests: 'istio_requests_total',
    latency: 'istio_request_duration_milliseconds_bucket',
    unit: 1,
    reporters: [{ reporter: 'source' }, { reporter: 'destination' }],
    outcome: (failed) => ({ response_code: code(failed), response_flags: '-' }),
    labels: ({ namespace, from, to }) => ({
      source_workload: from,
      source_workload_namespace: namespace,
      source_cluster: 'Kubernetes',
      destination_workload: to,
      destination_workload_namespace: namespace,
      destination_cluster: 'Kubernetes',
      destination_service: `${to}.${namespace}.svc.cluster.local`,
      destination_service_name: to,
      destination_service_namespace: namespace,
    }),
  },
  linkerd: {
    requests: 'response_total',
    latency: 'response_latency_ms_bucket',
    unit: 1,
    reporters: [{ direction: 'outbound' }],
    outcome: (failed) => ({
      classification: failed ? 'failure' : 'success',
      status_code: code(failed),
    }),
    labels: ({ namespace, from, to }) => ({
      namespace,
      deployment: from,
      pod: `${from}-5b7f5657f6-xbjjw`,
      dst_namespace: namespace,
      dst_deployment: to,
      dst_service: to,
      authority: `${to}.${namespace}.svc.cluster.local:8080`,
    }),
  },
  hubble: {
    requests: 'hubble_http_requests_total',
    latency: 'hubble_http_request_duration_seconds_bucket',
    unit: 1000,
    reporters: [{ reporter: 'server' }, { reporter: 'client' }],
    outcome: (failed) => ({ method: 'GET', protocol: 'HTTP/1.1', status: code(failed) }),
    labels: ({ namespace, from, to }) => ({
      source_namespace: namespace,
      source_workload: from,
      destination_namespace: namespace,
      destination_workload: to,
    }),
  },
  opentelemetry: {
    requests: 'traces_service_graph_request_total',
    latency: 'traces_service_graph_request_server_seconds_bucket',
    unit: 1000,
    reporters: [{}],
    outcome: null,
    labels: ({ from, to }) => ({ client: from, server: to, connection_type: '' }),
  },
};
