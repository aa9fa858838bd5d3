import {
  AppError,
  WORKLOAD_KINDS,
  invalidField,
  placementId,
  type ClusterPicture,
  type Container,
  type ContainerStatus,
  type Pod,
} from '@/lib/model';
import { isLive, mayReadLogs } from '@/lib/policy';
import { clusterPicture } from '../clusters';
import { controllerOf, rootKeyOf, workloadKey } from '@/lib/views/workloads';
import type { LogsContext, LogsQuery } from './query';

/** A container whose log is read. `run` changes when it restarts. */
export interface LogSource {
  readonly key: string;
  readonly pod: string;
  readonly container: string;
  readonly run: string;
  readonly running: boolean;
}

export interface LogTargets {
  /** Containers of pods with problems first, then of the newest pods. */
  readonly sources: readonly LogSource[];
  /** Whether nothing more will come: the requested pod is gone or has ended. */
  readonly over: boolean;
}

/**
 * Which containers a query selects; the returned function is called again as pods come and go.
 *
 * @throws AppError `forbidden`, `invalid-input`, `not-found`, `cluster-unavailable`.
 */
export function findTargets(context: LogsContext, query: LogsQuery): () => LogTargets {
  const access = mayReadLogs(context.actor);
  if (!access.allowed) throw new AppError('forbidden', access.reason);
  const picture = clusterPicture(context, query.cluster);
  mustAnswer(context, picture, query.namespace);
  const belongs = chooser(context, picture, query);
  const find = (): readonly Pod[] => picture.inNamespace('Pod', query.namespace).filter(belongs);
  if (query.container !== undefined) mustHave(query, find());
  return () => {
    const pods = [...find()].sort(byTrouble);
    return {
      sources: pods.flatMap((pod) => sourcesOf(pod, query.container)),
      over: query.pod !== undefined && pods.every(({ status }) => /^(Succeeded|Failed)$/.test(status.phase)),
    };
  };
}

function mustAnswer({ scope }: LogsContext, picture: ClusterPicture, namespace: string): void {
  const { info, reach } = picture;
  // What the scope does not see is answered as not found, whatever state its cluster is in.
  if (!scope.sees({ cluster: info.name, namespace })) throw noNamespace(info.name, namespace);
  if (!isLive(reach.state)) {
    const why = reach.reason === null ? '' : ` ${reach.reason}`;
    const sentence = `${info.name} is ${reach.state}: no log of it can be read.${why}`;
    throw new AppError('cluster-unavailable', sentence);
  }
  const pods = picture.kindState('Pod');
  if (pods.state === 'forbidden') {
    throw new AppError('forbidden', pods.reason ?? `The pods of ${info.name} may not be listed.`);
  }
  const named = picture.get('Namespace', '', namespace) ?? picture.inNamespace('Pod', namespace)[0];
  if (picture.kindState('Namespace').state === 'live' && named === undefined) {
    throw noNamespace(info.name, namespace);
  }
}

function noNamespace(cluster: string, namespace: string): AppError {
  return new AppError('not-found', `There is no namespace "${namespace}" in ${cluster}.`);
}

type Chooser = (pod: Pod) => boolean;

function chooser(context: LogsContext, picture: ClusterPicture, query: LogsQuery): Chooser {
  const { cluster, namespace, pod, kind, name, service } = query;
  const where = `${namespace} of ${cluster}`;
  const ways = [pod, kind ?? name, service].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw invalidField('pod', 'expected one of pod, kind with name, or service');
  }
  if (pod !== undefined) {
    if (!picture.get('Pod', namespace, pod)) {
      throw new AppError('not-found', `There is no pod "${pod}" in ${where}.`);
    }
    return ({ metadata }) => metadata.name === pod;
  }
  if (service !== undefined) {
    const id = placementId(service, cluster, namespace);
    if (!context.index.placement(id)) {
      throw new AppError('not-found', `There is no service "${service}" in ${where}.`);
    }
    return (one) => context.index.placementOf(cluster, one)?.id === id;
  }
  if (kind === undefined) throw invalidField('kind', 'expected with name');
  if (name === undefined) throw invalidField('name', 'expected with kind');
  return workloadChooser(picture, { namespace, kind, name, where });
}

interface NamedWorkload {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly where: string;
}

function workloadChooser(picture: ClusterPicture, { namespace, kind, name, where }: NamedWorkload): Chooser {
  const known = WORKLOAD_KINDS.find((one) => one === kind);
  if (known === undefined) throw invalidField('kind', `expected one of ${WORKLOAD_KINDS.join(', ')}`);
  if (!picture.get(known, namespace, name)) {
    throw new AppError('not-found', `There is no ${kind} "${name}" in ${where}.`);
  }
  const key = workloadKey(kind, name);
  return (pod) => {
    const owner = controllerOf(pod);
    // A Job of a CronJob can also be named itself.
    return rootKeyOf(pod, picture) === key || (owner?.kind === kind && owner.name === name);
  };
}

function mustHave({ container, pod, kind, name, service }: LogsQuery, pods: readonly Pod[]): void {
  const named = pods.some(({ spec }) =>
    [...spec.containers, ...spec.initContainers].some((one) => one.name === container),
  );
  if (named || pods.length === 0) return;
  const whose = pod === undefined ? (service ?? `${kind ?? ''} ${name ?? ''}`) : `pod ${pod}`;
  throw new AppError('not-found', `There is no container "${container ?? ''}" in ${whose}.`);
}

function sourcesOf(pod: Pod, wanted: string | undefined): LogSource[] {
  const { spec, status } = pod;
  const statuses = [...status.containerStatuses, ...status.initContainerStatuses];
  return [...spec.initContainers, ...spec.containers].flatMap((container) => {
    const own = statuses.find(({ name }) => name === container.name);
    const first = spec.initContainers.includes(container);
    const worth = wanted === undefined ? !first || isWorthReading(container, own) : container.name === wanted;
    return worth ? [sourceOf(pod, container, own)] : [];
  });
}

/** An init container that has completed writes nothing more; a sidecar runs on, and a failing one keeps the pod from starting. */
function isWorthReading(container: Container, status: ContainerStatus | undefined): boolean {
  if (container.restartPolicy === 'Always') return true;
  const state = status?.state;
  if (state?.running) return true;
  return (state?.terminated ?? status?.lastState.terminated)?.exitCode ? true : false;
}

function sourceOf({ metadata }: Pod, { name }: Container, status: ContainerStatus | undefined): LogSource {
  const state = status?.state;
  const begun = state?.running ?? state?.terminated ?? status?.lastState.terminated;
  return {
    key: `${metadata.uid}/${name}`,
    pod: metadata.name,
    container: name,
    run: `${status?.restartCount ?? 0} ${begun === undefined ? 'waits' : 'began'}`,
    running: state?.running !== undefined,
  };
}

function byTrouble(a: Pod, b: Pod): number {
  const ready = (pod: Pod): number =>
    pod.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True') ? 1 : 0;
  return (
    ready(a) - ready(b) ||
    b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp) ||
    a.metadata.name.localeCompare(b.metadata.name)
  );
}
