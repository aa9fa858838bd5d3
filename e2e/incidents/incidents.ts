import type { CauseCode, Health } from '@/lib/model';
import { environmentName, type Stage } from './stage';

/** The Change of Pilothouse, for the Deployment with the service's name. */
export type IncidentChange =
  | { readonly action: 'deploy'; readonly tag: string }
  | { readonly action: 'scale'; readonly replicas: number };

/**
 * One incident. It starts healthy, from `manifests/{name}.yaml` in its own namespace. Then the cluster is changed by hand (`byHand`), and
 * then the Change is made.
 */
export interface Incident {
  /** The name of the manifest and of the namespace. */
  readonly name: string;
  readonly title: string;
  readonly service: string;
  readonly byHand?: (stage: Stage, namespace: string) => Promise<unknown>;
  /** Absent: no Change of Pilothouse causes it. */
  readonly change?: IncidentChange;
  /** The kind of the object whose edit outside Pilothouse must be named as what came before. Absent: none. */
  readonly outside?: string;
  /** The texts that the page must show. A limit that does no harm yet is shown beside a good status. */
  readonly shows: { readonly status: Health; readonly code: CauseCode; readonly sentence: RegExp };
}

export const INCIDENTS: readonly Incident[] = [
  {
    name: 'bad-image',
    title: 'Bad image',
    service: 'storefront',
    change: { action: 'deploy', tag: 'v2-nopull' },
    shows: { status: 'Degraded', code: 'image-pull', sentence: /v2-nopull is blocked: 1 pod cannot pull/ },
  },
  {
    name: 'crash-loop',
    title: 'Crash loop',
    service: 'checkout',
    change: { action: 'deploy', tag: 'v2-crashloop' },
    shows: { status: 'Degraded', code: 'crash-loop', sentence: /1 pod keeps crashing .*exit code 1/ },
  },
  {
    name: 'failing-readiness',
    title: 'Failing readiness',
    service: 'search',
    change: { action: 'deploy', tag: 'v2-notready' },
    shows: { status: 'Degraded', code: 'readiness', sentence: /fails its readiness probe: .*503/ },
  },
  {
    name: 'failing-liveness',
    title: 'Failing liveness',
    service: 'recommender',
    change: { action: 'deploy', tag: 'v2-notlive' },
    shows: { status: 'Degraded', code: 'liveness', sentence: /killed by its liveness probe .*503/ },
  },
  {
    name: 'unschedulable',
    title: 'Unschedulable',
    service: 'warehouse',
    change: { action: 'scale', replicas: 5 },
    shows: {
      status: 'Degraded',
      code: 'unschedulable',
      sentence: /cannot be scheduled: .*Insufficient cpu/i,
    },
  },
  {
    name: 'quota',
    title: 'Quota',
    service: 'invoicing',
    change: { action: 'deploy', tag: 'v2' },
    shows: { status: 'Degraded', code: 'quota', sentence: /cannot be created: .*exceeded quota: pods/i },
  },
  {
    name: 'missing-config-map',
    title: 'Missing ConfigMap',
    service: 'profiles',
    byHand: ({ cluster }, namespace) =>
      cluster.kubectl(['-n', namespace, 'delete', 'configmap', 'profiles-settings']),
    change: { action: 'deploy', tag: 'v2-noconfig' },
    shows: {
      status: 'Degraded',
      code: 'config-missing',
      sentence: /cannot start: configmap "profiles-settings" not found/i,
    },
  },
  {
    name: 'disruption-budget',
    title: 'Stuck by a disruption budget',
    service: 'payments',
    byHand: drainNodeOfOnePod,
    outside: 'Node',
    shows: {
      status: 'Healthy',
      code: 'disruption-budget',
      sentence: /cannot be drained: budget payments lets no pod/,
    },
  },
  {
    name: 'lost-node',
    title: 'Lost node',
    service: 'ledger',
    byHand: ({ cluster }) => cluster.killKubelet(),
    shows: { status: 'Degraded', code: 'node-lost', sentence: /1 of 2 pods was lost with node/ },
  },
  {
    name: 'wrong-selector',
    title: 'Selector that matches nothing',
    service: 'gateway',
    outside: 'Service',
    byHand: ({ raw }, namespace) =>
      raw.patch(`/api/v1/namespaces/${namespace}/services/gateway`, {
        spec: { selector: { 'app.kubernetes.io/name': 'gatevvay' } },
      }),
    shows: { status: 'Degraded', code: 'no-endpoints', sentence: /Service gateway selects no pod/ },
  },
  {
    name: 'autoscaler-limit',
    title: 'Autoscaler at its maximum',
    service: 'catalog',
    change: { action: 'deploy', tag: 'v2' },
    byHand: ({ metrics }, namespace) => {
      metrics.setLoad(namespace, 300);
      return Promise.resolve();
    },
    shows: {
      status: 'Healthy',
      code: 'autoscaler-limit',
      sentence: /at its maximum of 4 pods and wants more/,
    },
  },
  {
    name: 'expired-deadline',
    title: 'Expired deadline',
    service: 'reports',
    change: { action: 'deploy', tag: 'v2-starting' },
    shows: { status: 'Degraded', code: 'deadline', sentence: /made no progress for 8 s/ },
  },
];

/** The Environment of an incident. */
export function environmentOf(incident: Incident): string {
  return environmentName(INCIDENTS.indexOf(incident) + 1);
}

/** A drain, as before a node is replaced. It cannot complete, because the budget refuses the eviction. */
async function drainNodeOfOnePod({ cluster }: Stage, namespace: string): Promise<void> {
  const node = await cluster.kubectl([
    ...['-n', namespace, 'get', 'pods', '-l', 'app.kubernetes.io/name=payments'],
    ...['-o', 'jsonpath={.items[0].spec.nodeName}'],
  ]);
  await cluster.kubectl(['cordon', node]);
  const drained = await cluster
    .kubectl(['drain', node, '--pod-selector=app.kubernetes.io/name=payments', '--timeout=2s'])
    .then(() => true)
    .catch(() => false);
  if (drained) throw new Error(`${node} was drained though a budget forbids it`);
}
