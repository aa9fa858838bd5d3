import { clusterName, endOf, hostIn, kindOf, known } from './ends';
import { p95Of, rateOf, type ObservedEnd, type Sample, type TrafficDialect } from './observation';
import { lookUp, sumByCall } from './call-totals';

const RESPONSES = 'response_total';
const KINDS = ['deployment', 'statefulset', 'daemonset', 'cronjob', 'k8s_job'];
const ENDS = [
  ...['namespace', ...KINDS],
  ...['dst_namespace', ...KINDS.map((kind) => `dst_${kind}`), 'dst_service', 'authority'],
];

/**
 * The metrics of Linkerd's proxies (linkerd.io/2/reference/proxy-metrics), with the labels that its Prometheus adds: the caller's
 * `namespace` and its workload under the name of its kind. Only metrics of the caller's proxy are read, so that nothing is counted twice.
 */
export const linkerd: TrafficDialect = {
  kind: 'linkerd',
  queries: (more) => {
    const ends = [...ENDS, ...more];
    return {
      responses: rateOf(`${RESPONSES}{direction="outbound"}`, [...ends, 'classification', 'status_code']),
      p95: p95Of('response_latency_ms_bucket{direction="outbound"}', ends),
    };
  },
  read: ({ responses, p95 }, clusterLabel) => {
    const keys = [...ENDS, ...(clusterLabel === null ? [] : [clusterLabel])];
    const p95Ms = lookUp(p95, keys);
    return sumByCall(responses, keys, failureOf).map((call) => {
      const home = clusterLabel === null ? undefined : known(call.labels, clusterLabel);
      return {
        kind: 'linkerd',
        metric: RESPONSES,
        unit: 'requests',
        ...call,
        from: endOf({ home, namespace: known(call.labels, 'namespace'), ...workloadOf(call.labels, '') }),
        to: calledOf(call.labels, home),
        p95Ms: p95Ms(call.labels),
        bytesPerSecond: null,
      };
    });
  },
};

/** Linkerd classifies by the gRPC status where there is one, else by the HTTP status. */
function failureOf({ classification, status_code: code = '' }: Sample['labels']): string | null {
  if (classification !== 'failure') return null;
  return /^5\d\d$/u.test(code) ? `answer ${code}` : 'fail';
}

function workloadOf(labels: Sample['labels'], prefix: string): Pick<ObservedEnd, 'kind' | 'workload'> {
  for (const kind of KINDS) {
    const workload = known(labels, `${prefix}${kind}`);
    const named = kindOf(kind);
    if (workload !== undefined && named !== undefined) return { workload, kind: named };
  }
  return {};
}

/** The called end. What is outside the mesh has only an authority. */
function calledOf(labels: Sample['labels'], home: string | undefined): ObservedEnd {
  const host = hostIn(known(labels, 'authority'));
  const inside = host === undefined ? null : clusterName(host);
  const called = workloadOf(labels, 'dst_');
  return endOf({
    home,
    namespace: known(labels, 'dst_namespace') ?? inside?.namespace,
    ...called,
    service: known(labels, 'dst_service') ?? inside?.service,
    host: called.workload === undefined && inside === null ? host : undefined,
  });
}
