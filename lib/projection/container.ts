import type { Container, ContainerState, ContainerStatus, PodTemplate, Probe } from '@/lib/model';
import { templateConfig } from './config/template-config';
import type { Fields } from './fields';
import { annotationsOf } from './meta';

/** A list of containers of a pod or template. Pods of one template share one list where a pool is given. */
export function containers(spec: Fields, key: 'containers' | 'initContainers'): readonly Container[] {
  const list = spec.list(key, container);
  return list.length === 0 ? list : spec.context.pool.shape(list);
}

function container(item: Fields): Container {
  const resources = item.object('resources');
  return {
    name: item.required('name'),
    image: item.str('image') ?? '',
    ports: item.list('ports', (port) => ({
      name: port.str('name'),
      containerPort: port.count('containerPort') ?? 0,
      protocol: port.shared('protocol') ?? 'TCP',
    })),
    requests: resources.map('requests', { numbers: true }),
    limits: resources.map('limits', { numbers: true }),
    readinessProbe: probe(item.optional('readinessProbe')),
    livenessProbe: probe(item.optional('livenessProbe')),
    startupProbe: probe(item.optional('startupProbe')),
    restartPolicy: item.shared('restartPolicy'),
  };
}

/** Defaults are those of the API reference, Probe v1 core. */
function probe(item: Fields | undefined): Probe | undefined {
  if (item === undefined) return undefined;
  return {
    initialDelaySeconds: item.count('initialDelaySeconds') ?? 0,
    periodSeconds: item.count('periodSeconds') ?? 10,
    timeoutSeconds: item.count('timeoutSeconds') ?? 1,
    successThreshold: item.count('successThreshold') ?? 1,
    failureThreshold: item.count('failureThreshold') ?? 3,
    check: probeCheck(item),
  };
}

function probeCheck(item: Fields): string {
  const http = item.optional('httpGet');
  if (http !== undefined) {
    const path = http.str('path') ?? '/';
    return `${http.str('scheme') ?? 'HTTP'} GET :${http.intOrString('port') ?? ''}${path.startsWith('/') ? '' : '/'}${path}`;
  }
  const tcp = item.optional('tcpSocket');
  if (tcp !== undefined) return `TCP :${tcp.intOrString('port') ?? ''}`;
  const grpc = item.optional('grpc');
  if (grpc !== undefined) return `gRPC :${grpc.intOrString('port') ?? ''}`;
  return 'exec';
}

/** `spec.template` of a workload; empty when absent. Only workloads are searched for connections, not their ReplicaSets. */
export function podTemplate(spec: Fields, withConfig = true): PodTemplate {
  const template = spec.object('template');
  const meta = template.object('metadata');
  const pod = template.object('spec');
  return {
    labels: meta.map('labels'),
    annotations: annotationsOf(meta),
    containers: containers(pod, 'containers'),
    initContainers: containers(pod, 'initContainers'),
    config: withConfig ? templateConfig(pod.with({})) : undefined,
  };
}

export function containerStatuses(
  status: Fields,
  key: 'containerStatuses' | 'initContainerStatuses',
): readonly ContainerStatus[] {
  return status.list(key, (item) => ({
    name: item.context.pool.text(item.required('name')),
    image: item.shared('image') ?? '',
    imageID: item.shared('imageID') ?? '',
    ready: item.bool('ready') ?? false,
    started: item.bool('started'),
    restartCount: item.count('restartCount') ?? 0,
    state: containerState(item.object('state')),
    lastState: containerState(item.object('lastState')),
  }));
}

const NO_STATE: ContainerState = Object.freeze({});

function containerState(state: Fields): ContainerState {
  const waiting = state.optional('waiting');
  if (waiting !== undefined) {
    return { waiting: { reason: waiting.shared('reason'), message: waiting.shared('message') } };
  }
  const running = state.optional('running');
  if (running !== undefined) return { running: { startedAt: running.time('startedAt') } };
  const terminated = state.optional('terminated');
  if (terminated === undefined) return NO_STATE;
  return {
    terminated: {
      exitCode: terminated.int('exitCode') ?? 0,
      signal: terminated.int('signal'),
      reason: terminated.shared('reason'),
      message: terminated.str('message'),
      startedAt: terminated.time('startedAt'),
      finishedAt: terminated.time('finishedAt'),
    },
  };
}
