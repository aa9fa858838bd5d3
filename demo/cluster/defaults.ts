import { isRecord, type JsonRecord } from './json';
import type { Container, KubeObject, PodSpec } from './types';

/** Sets absent members; existing ones are kept. */
function fill(target: JsonRecord, defaults: JsonRecord): void {
  for (const [key, value] of Object.entries(defaults)) target[key] ??= value;
}

function defaultContainer(container: Container): void {
  const latest = !/[:@][^/]+$/.test(container.image) || container.image.endsWith(':latest');
  fill(container, {
    imagePullPolicy: latest ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const port of container.ports ?? []) port.protocol ??= 'TCP';
  for (const probe of [container.readinessProbe, container.livenessProbe, container.startupProbe]) {
    if (!isRecord(probe)) continue;
    fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
    if (isRecord(probe.httpGet)) fill(probe.httpGet, { path: '/', scheme: 'HTTP' });
  }
}

function defaultPodSpec(spec: PodSpec): void {
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  for (const container of spec.containers) defaultContainer(container);
}

const TEMPLATED = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job']);

/** Sets, in place, the API server's default values of absent fields. */
export function applyDefaults(object: KubeObject): void {
  const spec = object.spec;
  if (!isRecord(spec)) return;
  if (object.kind === 'Pod' && Array.isArray(spec.containers)) defaultPodSpec(spec as PodSpec);
  const template = spec.template;
  if (
    TEMPLATED.has(object.kind) &&
    isRecord(template) &&
    isRecord(template.spec) &&
    Array.isArray(template.spec.containers)
  ) {
    defaultPodSpec(template.spec as PodSpec);
  }
  if (object.kind === 'ReplicaSet' || object.kind === 'StatefulSet') fill(spec, { replicas: 1 });
  if (object.kind === 'Deployment') {
    fill(spec, { replicas: 1, strategy: {}, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    const strategy = spec.strategy as JsonRecord;
    strategy.type ??= 'RollingUpdate';
    if (strategy.type === 'RollingUpdate') {
      strategy.rollingUpdate ??= {};
      fill(strategy.rollingUpdate as JsonRecord, { maxSurge: '25%', maxUnavailable: '25%' });
    }
  }
  if (object.kind === 'Service') {
    fill(spec, { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' });
    for (const port of Array.isArray(spec.ports) ? (spec.ports as unknown[]) : []) {
      if (isRecord(port)) fill(port, { protocol: 'TCP', targetPort: port.port });
    }
  }
}
