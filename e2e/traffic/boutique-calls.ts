import type { Called } from './series';

const namespace = 'default';

/** Traffic of Online Boutique, each call as another project reports it. The last one is in no manifest. */
export const BOUTIQUE_CALLS: readonly Called[] = [
  { kind: 'istio', namespace, from: 'frontend', to: 'cartservice', perSecond: 20, failedPerSecond: 6 },
  { kind: 'linkerd', namespace, from: 'checkoutservice', to: 'paymentservice', perSecond: 0.5 },
  {
    kind: 'opentelemetry',
    namespace,
    from: 'recommendationservice',
    to: 'productcatalogservice',
    perSecond: 5,
  },
  { kind: 'hubble', namespace, from: 'loadgenerator', to: 'adservice', perSecond: 1 },
];

/** Settings by which Pilothouse reads them, as often as it may. */
export function metricsConfig(url: string): string {
  return JSON.stringify({ metrics: [{ url, intervalSeconds: 5, timeoutSeconds: 5 }] });
}
