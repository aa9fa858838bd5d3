import {
  isReplicated,
  isWorkloadKind,
  traitsOf,
  type ClusterPicture,
  type Kind,
  type Pod,
  type Service,
  type Workload,
} from '@/lib/model';
import type { Freshness, ServiceEndpoints } from '@/lib/derive/facts';
import {
  endpointTargets,
  probeOfService,
  type PlaceFacts,
  type ServiceProbe,
  type AddressLocation,
  type WorkloadPods,
} from '@/lib/derive/registry';
import type { ClusterIndex } from '../cluster-index';
import { astrayOf, freshnessOf, observedAt } from '../facts';
import type { IndexedPlacement } from '../service-index';
import { kindsOf } from '../workloads';
import { addressesOf } from './address-book';
import type { Orphan } from './orphans';
import { serviceOf, standingOf, type StandingContext } from './standing';

/** What registers: without these nothing can be told of what is registered, nor of what is not. */
const REGISTERING: readonly Kind[] = ['Pod', 'Service', 'EndpointSlice'];

/** One placement as the registry sees it. Costs what the placement is large. */
export function placeOfPlacement(
  context: StandingContext,
  placement: IndexedPlacement,
  cluster: ClusterIndex,
): PlaceFacts {
  const { picture } = cluster;
  const within = cluster.knows(placement.namespace);
  const workloads = [...placement.workloads]
    .sort()
    .flatMap((key) => within?.workloads.get(key)?.workload ?? []);
  const services = new Map<string, Service>();
  for (const workload of workloads) {
    for (const service of within?.servicesOf(workload) ?? []) services.set(service.metadata.name, service);
  }
  const kinds = workloads.length > 0 ? workloads.map(({ kind }) => kind) : kindsOf(placement.known);
  const freshness = freshnessOf(picture, [...new Set<Kind>([...kinds, ...REGISTERING])]);
  const base = { row: placement.service, cluster, namespace: placement.namespace, freshness };
  return {
    ...shared(context, { ...base, services: [...services.values()] }),
    placement: placement.id,
    workloads: workloads.map((workload) => ({ workload, pods: podsOf(workload, picture) })),
    astray: workloads.flatMap((workload) => astrayOf(workload, cluster)),
    vanished: workloads.length === 0 ? vanishedOf(context, placement) : null,
  };
}

/** Kubernetes Services of one namespace that no workload stands behind. */
export function placeOfOrphans(
  context: StandingContext,
  row: string,
  { orphans, cluster }: { readonly orphans: readonly Orphan[]; readonly cluster: ClusterIndex },
): PlaceFacts | null {
  const [first] = orphans;
  if (first === undefined) return null;
  const { namespace } = first;
  const services = orphans.flatMap(({ name }) => cluster.picture.get('Service', namespace, name) ?? []);
  const freshness = freshnessOf(cluster.picture, REGISTERING);
  return {
    ...shared(context, { row, cluster, namespace, freshness, services }),
    placement: null,
    workloads: [],
    astray: [],
    vanished: null,
  };
}

interface Shared {
  readonly row: string;
  readonly cluster: ClusterIndex;
  readonly namespace: string;
  readonly freshness: Freshness;
  readonly services: readonly Service[];
}

function shared(context: StandingContext, { row, cluster, namespace, freshness, services }: Shared) {
  const { picture } = cluster;
  const endpoints = services.map((service) => ({
    service,
    slices: picture.slicesOf(namespace, service.metadata.name),
  }));
  const pods = new Map<string, Pod>();
  const locations = new Map<string, AddressLocation>();
  for (const { slices } of endpoints) {
    for (const { targetRef, addresses } of slices.flatMap((slice) => slice.endpoints)) {
      const pod = targetRef?.kind === 'Pod' ? picture.byUid(targetRef.uid) : undefined;
      if (pod?.kind === 'Pod') pods.set(pod.metadata.uid, pod);
      if (targetRef !== undefined) continue;
      for (const address of addresses) {
        locations.set(address, standingOf(context, { address, row, cluster: cluster.name }));
      }
    }
  }
  return {
    cluster: cluster.name,
    namespace,
    environment: context.views.environment(cluster.name, namespace).name,
    observedAt: observedAt(picture, freshness),
    freshness,
    services: endpoints,
    probes: endpoints.flatMap((one) => serviceProbe(context, cluster.name, one)),
    pods,
    locations,
    doubles: doublesOf(context, cluster.name, pods),
  };
}

/** What was heard of the endpoints of a Service whose owner wants them asked. */
function serviceProbe(
  { probed }: StandingContext,
  cluster: string,
  { service, slices }: ServiceEndpoints,
): ServiceProbe[] {
  const read = probeOfService(service);
  if (read?.ok !== true) return [];
  const { namespace, name } = service.metadata;
  const targets = endpointTargets({ cluster, namespace, service: name }, read.probe, slices);
  const asked = targets.map((target) => ({ target, probed: probed.endpoint(target) }));
  return [{ service, isReached: probed.reaches(cluster), asked }];
}

/** Pods that share an address with another of their cluster. */
function doublesOf(
  context: StandingContext,
  cluster: string,
  pods: ReadonlyMap<string, Pod>,
): PlaceFacts['doubles'] {
  const doubles = new Map<string, { readonly pod: Pod; readonly service: string | null }>();
  for (const [uid, pod] of pods) {
    for (const address of addressesOf(pod)) {
      const held = context.book.at(address);
      if (held.length < 2) continue;
      const other = held.find(
        (one) =>
          one.cluster === cluster &&
          context.scope.sees({ cluster, namespace: one.pod.metadata.namespace }) &&
          one.pod.metadata.uid !== uid &&
          one.pod.metadata.deletionTimestamp === undefined &&
          pod.metadata.deletionTimestamp === undefined,
      );
      if (other !== undefined)
        doubles.set(uid, { pod: other.pod, service: serviceOf(context, other)?.name ?? null });
    }
  }
  return doubles;
}

function podsOf(workload: Workload, picture: ClusterPicture): WorkloadPods['pods'] {
  const { uid } = workload.metadata;
  // What a Job runs to its end is no instance of anything.
  if (!isReplicated(workload)) return [];
  const owners =
    traitsOf(workload.kind).podsThrough === 'ReplicaSet'
      ? picture.controlledBy('ReplicaSet', uid).map(({ metadata }) => metadata.uid)
      : [];
  return [uid, ...owners].flatMap((owner) => picture.controlledBy('Pod', owner));
}

/** Of a workload as it was noted down: `CronJob report`. */
function isOfRuns(noted: string): boolean {
  const kind = noted.slice(0, noted.indexOf(' '));
  return isWorkloadKind(kind) && traitsOf(kind).sizedBy === 'runs';
}

/** What the catalog declares, was here, and is no more: its cluster was read and does not have it. */
function vanishedOf(
  { index }: StandingContext,
  { known, service }: IndexedPlacement,
): PlaceFacts['vanished'] {
  if (known === null || !index.catalog.components.has(service) || !index.canTell(known)) return null;
  // The end of what has runs is no instance that went.
  if (known.workloads.length > 0 && known.workloads.every(isOfRuns)) return null;
  return { workloads: known.workloads, at: known.vanishedAt };
}
