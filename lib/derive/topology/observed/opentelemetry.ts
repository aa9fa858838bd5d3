import type { WorkloadKind } from '@/lib/model';
import { clusterName, endOf, hostIn, known } from './ends';
import { p95Of, rateOf, type ObservedEnd, type Sample, type TrafficDialect } from './observation';
import { lookUp, sumByCall } from './call-totals';

const REQUESTS = 'traces_service_graph_request_total';
/** Resource attributes (opentelemetry.io/docs/specs/semconv/resource/k8s) that the connector's `dimensions` can add. */
const WORKLOADS: readonly (readonly [string, WorkloadKind])[] = [
  ['k8s_deployment_name', 'Deployment'],
  ['k8s_statefulset_name', 'StatefulSet'],
  ['k8s_daemonset_name', 'DaemonSet'],
  ['k8s_cronjob_name', 'CronJob'],
];
const DIMENSIONS = ['k8s_cluster_name', 'k8s_namespace_name', ...WORKLOADS.map(([label]) => label)];
const ENDS = [
  ...['client', 'server', 'connection_type'],
  ...DIMENSIONS.flatMap((dimension) => [`client_${dimension}`, `server_${dimension}`]),
];

/**
 * The service graph of OpenTelemetry's Collector (opentelemetry-collector-contrib, connector/servicegraphconnector), which is also
 * Grafana Tempo's and Alloy's. `client` and `server` are service names; what they are is known by `dimensions`, else by the name alone.
 */
export const opentelemetry: TrafficDialect = {
  kind: 'opentelemetry',
  queries: (more) => {
    const ends = [...ENDS, ...more];
    return {
      requests: rateOf(REQUESTS, ends),
      failed: rateOf('traces_service_graph_request_failed_total', ends),
      p95: p95Of('traces_service_graph_request_server_seconds_bucket', ends),
    };
  },
  read: ({ requests, failed, p95 }, clusterLabel) => {
    const keys = [...ENDS, ...(clusterLabel === null ? [] : [clusterLabel])];
    const seconds = lookUp(p95, keys);
    const failing = lookUp(failed, keys);
    return sumByCall(requests, keys).map((call) => {
      const p95Seconds = seconds(call.labels);
      // These are two separate rates; the failed requests are never more than all requests.
      const perSecond = Math.min(failing(call.labels) ?? 0, call.perSecond);
      const home = clusterLabel === null ? undefined : known(call.labels, clusterLabel);
      return {
        kind: 'opentelemetry',
        metric: REQUESTS,
        unit: 'requests',
        ...call,
        failures: perSecond > 0 ? [{ what: 'fail', perSecond }] : [],
        from: sideOf(call.labels, 'client', home),
        to: sideOf(call.labels, 'server', home),
        p95Ms: p95Seconds === null ? null : p95Seconds * 1000,
        bytesPerSecond: null,
      };
    });
  },
};

/** A caller without spans is named `user`: it does not run in these clusters. */
function sideOf(labels: Sample['labels'], name: 'client' | 'server', home: string | undefined): ObservedEnd {
  const text = known(labels, name);
  const place = { cluster: known(labels, `${name}_k8s_cluster_name`), home };
  const namespace = known(labels, `${name}_k8s_namespace_name`);
  for (const [label, kind] of WORKLOADS) {
    const workload = known(labels, `${name}_${label}`);
    if (workload !== undefined && namespace !== undefined)
      return endOf({ ...place, namespace, workload, kind });
  }
  const isVirtual = labels['connection_type'] === 'virtual_node';
  if (name === 'client' && isVirtual && text === 'user') return endOf(place);
  const host = hostIn(text);
  const inside = host === undefined ? null : clusterName(host);
  if (inside !== null) return endOf({ ...place, ...inside });
  return host === undefined
    ? endOf({ ...place, namespace, name: text })
    : endOf({ ...place, host, name: text });
}
