import { endOf, hostIn, kindOf, known } from './ends';
import {
  p95Of,
  rateOf,
  type Observation,
  type ObservedEnd,
  type Sample,
  type TrafficDialect,
} from './observation';
import { byOneReporter, lookUp, sumByCall, type CallTotals } from './call-totals';

const REQUESTS = 'hubble_http_requests_total';
const FLOWS = 'hubble_flows_processed_total';
const side = (name: string): string[] => [
  name,
  ...['namespace', 'workload', 'workload_kind'].map((part) => `${name}_${part}`),
];
const ENDS = [...side('source'), ...side('destination')];

/**
 * The metrics of Cilium's Hubble (docs.cilium.io/en/stable/observability/metrics): `httpV2` with the rate, status and duration of
 * requests, `flow` with every flow and its verdict. Ends are known by `labelsContext` (source_namespace, source_workload…), else by
 * the contexts `workload` (`shop/cart`) and `dns`. The older `http` has no status, so none of its requests counts as failed.
 */
export const hubble: TrafficDialect = {
  kind: 'hubble',
  queries: (more) => {
    const ends = [...ENDS, ...more];
    return {
      requests: rateOf(REQUESTS, [...ends, 'reporter', 'status']),
      p95: p95Of('hubble_http_request_duration_seconds_bucket', [...ends, 'reporter']),
      flows: rateOf(FLOWS, [...ends, 'verdict']),
    };
  },
  read: ({ requests, p95, flows }, clusterLabel) => {
    const keys = [...ENDS, ...(clusterLabel === null ? [] : [clusterLabel])];
    const reported = [...keys, 'reporter'];
    const seconds = lookUp(p95, reported);
    const observed = (
      call: CallTotals,
    ): Pick<Observation, 'kind' | 'labels' | 'from' | 'to' | 'bytesPerSecond'> => {
      const home = clusterLabel === null ? undefined : known(call.labels, clusterLabel);
      return {
        kind: 'hubble',
        labels: call.labels,
        from: sideOf(call.labels, 'source', home),
        to: sideOf(call.labels, 'destination', home),
        bytesPerSecond: null,
      };
    };
    const requestCalls = byOneReporter(sumByCall(requests, reported, failureOf), {
      label: 'reporter',
      order: ['server', 'client'],
      callOf: (labels) => JSON.stringify(keys.map((key) => labels[key] ?? '')),
    });
    return [
      ...requestCalls.map((call): Observation => {
        const p95Seconds = seconds(call.labels);
        const p95Ms = p95Seconds === null ? null : p95Seconds * 1000;
        return { ...call, ...observed(call), metric: REQUESTS, unit: 'requests', p95Ms };
      }),
      ...sumByCall(flows, keys, droppedOf).map((call): Observation => ({
        ...call,
        ...observed(call),
        metric: FLOWS,
        unit: 'flows',
        p95Ms: null,
      })),
    ];
  },
};

function failureOf({ status = '' }: Sample['labels']): string | null {
  return /^5\d\d$/u.test(status) ? `answer ${status}` : null;
}

function droppedOf({ verdict }: Sample['labels']): string | null {
  return verdict === 'DROPPED' ? 'are dropped' : null;
}

function sideOf(labels: Sample['labels'], name: string, home: string | undefined): ObservedEnd {
  const workload = known(labels, `${name}_workload`);
  if (workload !== undefined) {
    return endOf({
      home,
      namespace: known(labels, `${name}_namespace`),
      workload,
      kind: kindOf(known(labels, `${name}_workload_kind`)),
    });
  }
  const context = known(labels, name);
  const [namespace, named] = context?.split('/') ?? [];
  return named === undefined
    ? endOf({ home, host: hostIn(context) })
    : endOf({ home, namespace, workload: named });
}
