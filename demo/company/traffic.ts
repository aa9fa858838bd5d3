import type { DemoCluster } from '../cluster/cluster';
import { fnv1a } from '../cluster/json';
import type { Deployment } from '../cluster/types';
import { SERVICES, type HarborService } from './services';

/** One series of Istio's metrics, with its value in the answer to a query: per second or in milliseconds. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Requests per minute in production of the most visible calls; the numbers of other calls are derived from their names. */
const PER_MINUTE: Readonly<Record<string, number>> = {
  'checkout>payments': 1240,
  'payments>ledger': 410,
  'payments>fraud-check': 395,
};
/** Services without a proxy: their calls are known from configuration only, and no metric shows them. */
const WITHOUT_PROXY: ReadonlySet<string> = new Set(['invoices', 'returns']);
/** Calls that no manifest shows, because they are only in the code. */
const CALLS_IN_CODE: Readonly<Record<string, readonly string[]>> = { recommendations: ['feature-flags'] };
/** Data stores use plain TCP, which has no requests to count. */
const STORES: Readonly<Record<string, string>> = { 'orders-db': 'fulfilment', 'sessions-redis': 'platform' };
/** The share of production's traffic that staging has. */
const STAGING_SHARE = 0.02;
/** The share of requests to pods that are not ready which fail; the others are retried at another pod. */
const FAIL_SHARE = 0.465;

interface Call {
  readonly from: HarborService;
  readonly to: { readonly name: string; readonly namespace: string };
  /** The share of ready pods of the called service, 0 to 1; always 1 for a data store. */
  readonly ready: number;
  readonly perMinute: number;
}

/**
 * The current values of Istio's metrics for Harbor's clusters, by the name of the metric. The calls are fixed; how many of them fail depends
 * on the state of the pods.
 */
export function trafficOf(clusters: readonly DemoCluster[]): Readonly<Record<string, readonly Series[]>> {
  const calls = clusters.flatMap((cluster) =>
    callsIn(cluster).map((call) => ({ call, cluster: cluster.name })),
  );
  const requests = calls.filter(({ call }) => !(call.to.name in STORES));
  const stores = calls.filter(({ call }) => call.to.name in STORES);
  return {
    istio_requests_total: requests.flatMap(({ call, cluster }) => answers(call, labelsOf(call, cluster))),
    istio_request_duration_milliseconds_bucket: requests.map(({ call, cluster }) => ({
      labels: labelsOf(call, cluster),
      value: slowestMs(call),
    })),
    istio_tcp_connections_opened_total: stores.map(({ call, cluster }) => ({
      labels: labelsOf(call, cluster),
      value: call.perMinute / 60 / 50,
    })),
    istio_tcp_sent_bytes_total: stores.map(({ call, cluster }) => ({
      labels: labelsOf(call, cluster),
      value: (call.perMinute / 60) * 2048,
    })),
  };
}

function callsIn(cluster: DemoCluster): Call[] {
  const share = cluster.name === 'production-eu' ? 1 : STAGING_SHARE;
  const readiness = (name: string, namespace: string): number => {
    const found = cluster.store.get<Deployment>('deployments', namespace, name);
    const desired = found?.spec.replicas ?? 0;
    return desired === 0 ? 0 : Math.min(1, (found?.status?.readyReplicas ?? 0) / desired);
  };
  return SERVICES.filter(({ name }) => !WITHOUT_PROXY.has(name)).flatMap((from) => {
    if (readiness(from.name, from.namespace) === 0) return [];
    return [...from.calls, ...(CALLS_IN_CODE[from.name] ?? [])].flatMap((name): Call[] => {
      const store = STORES[name];
      const namespace = store ?? SERVICES.find((other) => other.name === name)?.namespace;
      if (namespace === undefined) return [];
      const ready = store === undefined ? readiness(name, namespace) : 1;
      const isIdle = store === undefined && isScaledToZero(cluster, name, namespace);
      const perMinute = (PER_MINUTE[`${from.name}>${name}`] ?? usual(from.name, name)) * share;
      return isIdle ? [] : [{ from, to: { name, namespace }, ready, perMinute }];
    });
  });
}

/** A service that is scaled to zero on purpose gets no calls. */
function isScaledToZero(cluster: DemoCluster, name: string, namespace: string): boolean {
  return cluster.store.get<Deployment>('deployments', namespace, name)?.spec.replicas === 0;
}

/** Between about 60 and 960 per minute, always the same for the same two names. */
function usual(from: string, to: string): number {
  return 60 + (fnv1a(`${from}>${to}`) % 91) * 10;
}

function slowestMs({ from, to, ready }: Call): number {
  const usualMs = 8 + (fnv1a(`${to.name}<${from.name}`) % 120);
  return ready < 1 ? usualMs * 4 : usualMs;
}

function answers({ perMinute, ready }: Call, labels: Series['labels']): Series[] {
  const failing = (perMinute / 60) * (1 - ready) * FAIL_SHARE;
  return [
    { labels: { ...labels, response_code: '200' }, value: perMinute / 60 - failing },
    ...(failing > 0 ? [{ labels: { ...labels, response_code: '503' }, value: failing }] : []),
  ];
}

function labelsOf({ from, to }: Call, cluster: string): Record<string, string> {
  return {
    cluster,
    reporter: 'destination',
    source_workload: from.name,
    source_workload_namespace: from.namespace,
    source_cluster: 'Kubernetes',
    destination_workload: to.name,
    destination_workload_namespace: to.namespace,
    destination_cluster: 'Kubernetes',
    destination_service: `${to.name}.${to.namespace}.svc.cluster.local`,
    destination_service_name: to.name,
    destination_service_namespace: to.namespace,
  };
}
