import { WORKLOAD_KINDS, type WorkloadKind } from '@/lib/model';
import type { ObservedEnd, Sample } from './observation';

/** What metrics write for a value that is not known. */
const UNKNOWN: ReadonlySet<string> = new Set(['', 'unknown', 'Unknown']);

/** The value of a label; undefined where the metric does not know it. */
export function known(labels: Sample['labels'], name: string): string | undefined {
  const value = labels[name];
  return value === undefined || UNKNOWN.has(value) ? undefined : value;
}

/** An end of a call, without the parts that are not known. */
export function endOf(parts: {
  readonly [K in keyof ObservedEnd]?: ObservedEnd[K] | undefined;
}): ObservedEnd {
  const entries: readonly (readonly [string, string | undefined])[] = Object.entries(parts);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const HOST =
  /^(?=.{1,253}(?::|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::\d{1,5})?$/u;

/** A host with a domain and maybe a port; undefined for anything else, so that an address with credentials is never taken for one. */
export function hostIn(text: string | undefined): string | undefined {
  const host = text?.toLowerCase();
  return host !== undefined && HOST.test(host) ? host : undefined;
}

/** `cart` and `shop` of `cart.shop.svc.cluster.local:80` (kubernetes.io/docs/concepts/services-networking/dns-pod-service). */
export function clusterName(host: string): { readonly service: string; readonly namespace: string } | null {
  const [service, namespace, svc] = host.replace(/:\d+$/u, '').split('.');
  return svc === 'svc' && service !== undefined && namespace !== undefined ? { service, namespace } : null;
}

/** The kind of a workload, in any spelling of a label. */
export function kindOf(text: string | undefined): WorkloadKind | undefined {
  // Linkerd writes `k8s_job`, because Prometheus itself uses the label `job`.
  const spelled = text?.toLowerCase().replace(/^k8s_job$/u, 'job');
  return WORKLOAD_KINDS.find((kind) => kind.toLowerCase() === spelled);
}
