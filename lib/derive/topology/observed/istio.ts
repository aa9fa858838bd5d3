import { clusterName, endOf, hostIn, known } from './ends';
import {
  p95Of,
  rateOf,
  type Observation,
  type ObservedEnd,
  type Sample,
  type TrafficDialect,
} from './observation';
import { byOneReporter, lookUp, sumByCall, type ReporterRule, type CallTotals } from './call-totals';

const REQUESTS = 'istio_requests_total';
const CONNECTIONS = 'istio_tcp_connections_opened_total';

const SOURCE = ['source_workload', 'source_workload_namespace', 'source_cluster'];
const DESTINATION = [
  ...['destination_workload', 'destination_workload_namespace', 'destination_cluster'],
  ...['destination_service', 'destination_service_name', 'destination_service_namespace'],
];
const ENDS = ['reporter', ...SOURCE, ...DESTINATION];

/** gRPC's codes that are the server's fault (opentelemetry.io/docs/specs/semconv/rpc/grpc). */
const GRPC_FAILURES: ReadonlySet<string> = new Set(['2', '4', '12', '13', '14', '15']);

/**
 * Istio's standard metrics (istio.io/latest/docs/reference/config/metrics). A request is reported by the proxy of
 * either end, or by a waypoint; TCP has only connections and bytes. Names of clusters are those of
 * `global.multiCluster.clusterName`.
 */
export const istio: TrafficDialect = {
  kind: 'istio',
  queries: (more) => {
    const ends = [...ENDS, ...more];
    return {
      requests: rateOf(REQUESTS, [...ends, 'response_code', 'grpc_response_status']),
      p95: p95Of('istio_request_duration_milliseconds_bucket', ends),
      connections: rateOf(CONNECTIONS, ends),
      bytes: rateOf('istio_tcp_sent_bytes_total', ends),
    };
  },
  read: ({ requests, p95, connections, bytes }, clusterLabel) => {
    const keys = [...ENDS, ...(clusterLabel === null ? [] : [clusterLabel])];
    const p95Ms = lookUp(p95, keys);
    const sent = lookUp(bytes, keys);
    const reporters: ReporterRule = {
      label: 'reporter',
      order: ['destination', 'waypoint', 'source'],
      callOf: (labels) => callOf(labels, keys),
    };
    const observed =
      (unit: 'requests' | 'connections') =>
      (call: CallTotals): Observation => ({
        kind: 'istio',
        metric: unit === 'requests' ? REQUESTS : CONNECTIONS,
        unit,
        ...call,
        ...endsOf(call.labels, clusterLabel),
        p95Ms: unit === 'requests' ? p95Ms(call.labels) : null,
        bytesPerSecond: unit === 'requests' ? null : sent(call.labels),
      });
    // A connection that stays open is not counted as opened: its bytes show it.
    const open = sumByCall(bytes, keys).map((call) => ({ ...call, perSecond: 0 }));
    const opened = new Map(
      [...open, ...sumByCall(connections, keys)].map((call) => [JSON.stringify(call.labels), call]),
    );
    return [
      ...byOneReporter(sumByCall(requests, keys, failureOf), reporters).map(observed('requests')),
      ...byOneReporter([...opened.values()], reporters).map(observed('connections')),
    ];
  },
};

/** Code 0 means no answer: the connection broke. */
function failureOf({
  response_code: code = '',
  grpc_response_status: grpc = '',
}: Sample['labels']): string | null {
  if (code === '0') return 'get no answer';
  if (/^5\d\d$/u.test(code)) return `answer ${code}`;
  return GRPC_FAILURES.has(grpc) ? `answer gRPC ${grpc}` : null;
}

/** The labels that both reporters set alike: the caller and the Service. A request that found no pod has no workload. */
function callOf(labels: Sample['labels'], keys: readonly string[]): string {
  const isService = known(labels, 'destination_service_name') !== undefined;
  const alike = keys.filter(
    (key) =>
      key !== 'reporter' &&
      key !== 'destination_cluster' &&
      key !== 'destination_service' &&
      key.startsWith('destination_workload') !== isService,
  );
  return JSON.stringify(alike.map((key) => labels[key] ?? ''));
}

function endsOf(
  labels: Sample['labels'],
  clusterLabel: string | null,
): { readonly from: ObservedEnd; readonly to: ObservedEnd } {
  const own = clusterLabel === null ? undefined : known(labels, clusterLabel);
  const host =
    hostIn(known(labels, 'destination_service')) ?? hostIn(known(labels, 'destination_service_name'));
  const inside = host === undefined ? null : clusterName(host);
  const workload = known(labels, 'destination_workload');
  return {
    from: endOf({
      cluster: known(labels, 'source_cluster'),
      home: own,
      namespace: known(labels, 'source_workload_namespace'),
      workload: known(labels, 'source_workload'),
    }),
    to: endOf({
      cluster: known(labels, 'destination_cluster'),
      home: own,
      namespace:
        known(labels, 'destination_workload_namespace') ??
        inside?.namespace ??
        known(labels, 'destination_service_namespace'),
      workload,
      service:
        inside?.service ?? (host === undefined ? known(labels, 'destination_service_name') : undefined),
      host: inside === null && workload === undefined ? host : undefined,
    }),
  };
}
