import type { DemoCluster } from '../cluster/cluster';
import { fnv1a } from '../cluster/json';
import type { Deployment } from '../cluster/types';
import { SERVICES, type HarborService } from './services';

/** One series as Istio's proxies would have counted it: what a query answers for it, per second or in milliseconds. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Requests a minute in production that a visitor of the demo knows; those of other calls follow from their names. */
const PER_MINUTE: Readonly<Record<string, number>> = {
  'checkout>payments': 1240,
  'payments>ledger': 410,
  'payments>fraud-check': 395,
};
/** Their pods have no proxy: what they call is configured, and nobody sees it. */
const WITHOUT_PROXY: ReadonlySet<string> = new Set(['invoices', 'returns']);
/** Calls that are in no manifest, only in the code. */
const CALLS_IN_CODE: Readonly<Record<string, readonly string[]>> = { recommendations: ['feature-flags'] };
/** Stores speak TCP: there is no request to count. */
const STORES: Readonly<Record<string, string>> = { 'orders-db': 'fulfilment', 'sessions-redis': 'platform' };
/** Staging has what its testers do. */
const STAGING_SHARE = 0.02;
/** Of requests that meet a pod that is not ready so many fail; the others are tried again elsewhere. */
const FAIL_SHARE = 0.465;

interface Call {
  readonly from: HarborService;
  readonly to: { readonly name: string; readonly namespace: string };
  /** Of the called one's pods those that are ready, 0 to 1; a store's are. */
  readonly ready: number;
  readonly perMinute: number;
}

/**
 * What Istio's metrics say of Harbor's clusters as they are now: who calls whom is the company's, how much of it fails
 * is what its pods can serve. By the metric's name.
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

/** Nobody calls what is switched off on purpose. */
function isScaledToZero(cluster: DemoCluster, name: string, namespace: string): boolean {
  return cluster.store.get<Deployment>('deployments', namespace, name)?.spec.replicas === 0;
}

/** From some 60 to 960 a minute, always the same for two names. */
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
