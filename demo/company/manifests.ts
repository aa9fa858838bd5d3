import type { KubeObject } from '../cluster/types';
import { ADDRESSES, type ClusterName, type HarborService } from './services';

const REGISTRY = 'registry.harbor.example';

/**
 * The recommended labels of Kubernetes, and the label by which Backstage joins workloads of several clusters. A service that is in no
 * catalog file names its owner in a label.
 */
export function labelsOf(
  service: { name: string; system: string; owner: string; discovered?: boolean },
  version?: string,
): Record<string, string> {
  return {
    'app.kubernetes.io/name': service.name,
    'app.kubernetes.io/instance': service.name,
    'app.kubernetes.io/part-of': service.system,
    ...(version ? { 'app.kubernetes.io/version': version } : {}),
    'backstage.io/kubernetes-id': service.name,
    ...(service.discovered ? { 'pilothouse.dev/owner': service.owner } : {}),
  };
}

export const selectorOf = (name: string) => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/instance': name,
});

const variableOf = (callee: string) => `${callee.toUpperCase().replaceAll('-', '_')}_URL`;

function environmentOf(service: HarborService, cluster: ClusterName): Record<string, string> {
  const own = cluster === 'staging-eu' ? service.inStaging : undefined;
  const calls = [...service.calls, ...(own?.calls ?? [])];
  const urls = calls.map((callee) => [variableOf(callee), ADDRESSES[callee] ?? '']);
  return { ...Object.fromEntries(urls), ...service.environment, ...own?.environment } as Record<
    string,
    string
  >;
}

const configName = (service: HarborService) => `${service.name}-config`;

/** A service's Deployment at a version. */
export function deploymentOf(service: HarborService, cluster: ClusterName, version: string): KubeObject {
  const { name, namespace, memory } = service;
  const placement = cluster === 'production-eu' ? service.production : service.staging;
  const secret = Object.entries(service.secrets ?? {}).map(([variable, object]) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: object, key: 'url' } },
  }));
  const variables = Object.entries(environmentOf(service, cluster)).map(([variable, value]) => ({
    name: variable,
    value,
  }));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace,
      labels: labelsOf(service, version),
      annotations: { 'harbor.example/source': `https://git.harbor.example/${service.owner}/${name}` },
    },
    spec: {
      replicas: placement.replicas,
      ...(service.minReadySeconds ? { minReadySeconds: service.minReadySeconds } : {}),
      selector: { matchLabels: selectorOf(name) },
      strategy: {
        type: 'RollingUpdate',
        ...(service.rollingUpdate ? { rollingUpdate: { ...service.rollingUpdate } } : {}),
      },
      template: {
        metadata: { labels: labelsOf(service, version) },
        spec: {
          containers: [
            {
              name,
              image: `${REGISTRY}/${name}:${version}`,
              ports: [{ name: 'http', containerPort: 8080 }],
              env: service.configured
                ? [{ name: 'LOG_LEVEL', value: 'info' }]
                : [{ name: 'LOG_LEVEL', value: 'info' }, ...variables, ...secret],
              ...(service.configured ? { envFrom: [{ configMapRef: { name: configName(service) } }] } : {}),
              resources: { requests: { cpu: '100m', memory }, limits: { memory } },
              readinessProbe: {
                httpGet: { path: '/ready', port: 'http' },
                periodSeconds: 5,
                failureThreshold: 2,
              },
              livenessProbe: { httpGet: { path: '/healthz', port: 'http' }, initialDelaySeconds: 10 },
            },
          ],
        },
      },
    },
  };
}

/** What belongs to a Deployment: its Service and, where it has them, its ConfigMap, autoscaler and disruption budget. */
export function companionsOf(service: HarborService, cluster: ClusterName): KubeObject[] {
  const { name, namespace } = service;
  const metadata = { name, namespace, labels: labelsOf(service) };
  const objects: KubeObject[] = [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        clusterIP: clusterIp(name),
        selector: selectorOf(name),
        ports: [{ name: 'http', port: 8080, targetPort: 'http' }],
      },
    },
  ];
  if (service.configured) {
    objects.push({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...metadata, name: configName(service) },
      data: environmentOf(service, cluster),
    });
  }
  const inProduction = cluster === 'production-eu';
  if (inProduction && service.autoscaler) objects.push(autoscalerOf(service, service.autoscaler));
  if (inProduction && service.disruptionBudget) {
    const minAvailable = /^\d+$/.test(service.disruptionBudget)
      ? Number(service.disruptionBudget)
      : service.disruptionBudget;
    objects.push({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { minAvailable, selector: { matchLabels: selectorOf(name) } },
    });
  }
  return objects;
}

function autoscalerOf(service: HarborService, { low, high }: { low: number; high: number }): KubeObject {
  const { name, namespace } = service;
  const metric = (averageUtilization: number) => ({
    type: 'Resource',
    resource: { name: 'cpu', averageUtilization },
  });
  const { replicas } = service.production;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace, labels: labelsOf(service) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: low,
      maxReplicas: high,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
        },
      ],
    },
    status: {
      currentReplicas: replicas,
      desiredReplicas: replicas,
      currentMetrics: [
        {
          ...metric(62),
          resource: { name: 'cpu', current: { averageUtilization: 62, averageValue: '62m' } },
        },
      ],
      conditions: [
        {
          type: 'AbleToScale',
          status: 'True',
          reason: 'ReadyForNewScale',
          message: 'recommended size matches current size',
        },
        {
          type: 'ScalingActive',
          status: 'True',
          reason: 'ValidMetricFound',
          message:
            'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
        },
        {
          type: 'ScalingLimited',
          status: 'False',
          reason: 'DesiredWithinRange',
          message: 'the desired count is within the acceptable range',
        },
      ],
    },
  };
}

/** A stable address for each Service. */
export function clusterIp(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 64_000;
  return `10.96.${String(1 + Math.floor(sum / 253))}.${String(1 + (sum % 253))}`;
}
