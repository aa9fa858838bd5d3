import {
  isReplicated,
  traitsOf,
  type ClusterPicture,
  type Kind,
  type Service,
  type Workload,
} from '@/lib/model';
import type { AstrayService, Freshness, PlacementFacts } from '@/lib/derive/facts';
import { selects } from '@/lib/derive/selects';
import { workloadFacts } from '@/lib/derive/workload-facts';
import type { ClusterIndex } from './cluster-index';
import type { IndexedPlacement } from './service-index';
import { kindsOf } from './workloads';

/** Gathers from the picture all facts that one placement is judged by. The cost grows with the placement only. */
export function gatherFacts(placement: IndexedPlacement, cluster: ClusterIndex): PlacementFacts {
  const { picture } = cluster;
  const namespace = cluster.knows(placement.namespace);
  const entries = [...placement.workloads].sort().flatMap((key) => namespace?.workloads.get(key) ?? []);
  const workloads = entries.map(({ workload }) => workload);
  const services = new Map<string, Service>();
  for (const workload of workloads) {
    for (const service of namespace?.servicesOf(workload) ?? []) services.set(service.metadata.name, service);
  }
  const freshness = freshnessOf(picture, neededKinds(workloads, placement));
  return {
    cluster: placement.cluster,
    namespace: placement.namespace,
    observedAt: observedAt(picture, freshness),
    freshness,
    workloads: workloads.map((workload) => workloadFacts(workload, picture)),
    astray: workloads.flatMap((workload) => astrayOf(workload, cluster)),
    endpoints: [...services.values()].map((service) => ({
      service,
      slices: picture.slicesOf(placement.namespace, service.metadata.name),
    })),
  };
}

export function astrayOf(workload: Workload, cluster: ClusterIndex): readonly AstrayService[] {
  if (!isReplicated(workload)) return [];
  const { picture } = cluster;
  const { namespace, uid } = workload.metadata;
  if ((['Service', 'EndpointSlice'] as const).some((kind) => picture.kindState(kind).state !== 'live'))
    return [];
  return (cluster.knows(namespace)?.astrayOf(workload) ?? [])
    .filter((service) => !namesAnyPod(service, picture))
    .map((service) => ({ service, workload: uid }));
}

/** Whether it selects any pod, also pods with labels of no workload's template: those of an operator, or of a StatefulSet by pod name. */
function namesAnyPod({ metadata, spec }: Service, picture: ClusterPicture): boolean {
  const { namespace, name } = metadata;
  if (picture.slicesOf(namespace, name).some(({ endpoints }) => endpoints.length > 0)) return true;
  return picture.inNamespace('Pod', namespace).some((pod) => selects(spec.selector, pod.metadata.labels));
}

/** When the picture was last current. Before the first answer: since when it is awaited. */
export function observedAt(picture: ClusterPicture, freshness: Freshness): string {
  const at = freshness.state === 'live' ? picture.reach.observedAt : freshness.observedAt;
  return at ?? picture.reach.observedAt ?? picture.reach.since;
}

/** Kinds that are needed to judge these workloads, or to know that they are absent. */
function neededKinds(workloads: readonly Workload[], { known }: IndexedPlacement): readonly Kind[] {
  if (workloads.length === 0) return kindsOf(known);
  const kinds = new Set<Kind>(workloads.map(({ kind }) => kind));
  kinds.add('Pod');
  for (const { kind } of workloads) {
    const { podsThrough } = traitsOf(kind);
    if (podsThrough !== null) kinds.add(podsThrough);
  }
  return [...kinds];
}

/** Whether the picture of these kinds is current, and if not, why, as a sentence. */
export function freshnessOf(picture: ClusterPicture, kinds: readonly Kind[]): Freshness {
  const { reach, info } = picture;
  if (reach.state !== 'live') {
    const state = reach.observedAt === null ? 'unknown' : 'stale';
    return {
      state,
      observedAt: reach.observedAt,
      reason: reach.reason ?? REACH_SENTENCE[reach.state](info.name),
      ...(reach.state === 'unauthorized' ? { denied: true } : {}),
    };
  }
  for (const kind of kinds) {
    const { state, observedAt: at, reason } = picture.kindState(kind);
    switch (state) {
      case 'live':
        break;
      case 'listing':
        return {
          state: at === null ? 'unknown' : 'stale',
          observedAt: at,
          reason: reason ?? `Pilothouse is still reading the ${plural(kind)} of ${info.name}.`,
        };
      case 'stale':
        return {
          state: 'stale',
          observedAt: at,
          reason: reason ?? `Updates of the ${plural(kind)} of ${info.name} have stopped.`,
        };
      case 'forbidden':
        return {
          state: 'unknown',
          observedAt: at,
          reason: reason ?? `Pilothouse may not list the ${plural(kind)} of ${info.name} (403).`,
          denied: true,
        };
      case 'absent':
        return {
          state: 'unknown',
          observedAt: at,
          reason: reason ?? `${info.name} does not serve ${plural(kind)}.`,
        };
    }
  }
  return { state: 'live' };
}

const REACH_SENTENCE = {
  connecting: (name: string) => `Pilothouse is connecting to ${name}.`,
  live: (name: string) => `${name} answers.`,
  stale: (name: string) => `${name} sends no updates.`,
  unreachable: (name: string) => `${name} does not answer.`,
  unauthorized: (name: string) => `${name} refuses the credentials of Pilothouse.`,
  invalid: (name: string) => `The settings of ${name} cannot be used.`,
} as const;

/** `pods`, `replica sets`: a kind in a sentence. */
function plural(kind: Kind): string {
  const words = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.endsWith('s') ? `${words}es` : `${words}s`;
}
