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
import { serviceOf, locationOf, type LocationContext } from './address-location';

/** Kinds that register instances: without them it is not known what is registered. */
const REGISTERING: readonly Kind[] = ['Pod', 'Service', 'EndpointSlice'];

/** The registry's facts of one placement. The cost grows with the placement only. */
export function placeOfPlacement(
  context: LocationContext,
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

/** The registry's facts of the Kubernetes Services of one namespace that have no workload. */
export function placeOfOrphans(
  context: LocationContext,
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

function shared(context: LocationContext, { row, cluster, namespace, freshness, services }: Shared) {
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
        locations.set(address, locationOf(context, { address, row, cluster: cluster.name }));
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

/** The probe results of the endpoints of a Service whose annotation demands probes. */
function serviceProbe(
  { probed }: LocationContext,
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
  context: LocationContext,
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
  // Pods of a Job are no instances.
  if (!isReplicated(workload)) return [];
  const owners =
    traitsOf(workload.kind).podsThrough === 'ReplicaSet'
      ? picture.controlledBy('ReplicaSet', uid).map(({ metadata }) => metadata.uid)
      : [];
  return [uid, ...owners].flatMap((owner) => picture.controlledBy('Pod', owner));
}

/** Whether a kept workload (`CronJob report`) is of a kind that has runs. */
function isOfRuns(noted: string): boolean {
  const kind = noted.slice(0, noted.indexOf(' '));
  return isWorkloadKind(kind) && traitsOf(kind).sizedBy === 'runs';
}

/** A placement that the catalog declares and that is gone: its cluster was read and does not have it any more. */
function vanishedOf(
  { index }: LocationContext,
  { known, service }: IndexedPlacement,
): PlaceFacts['vanished'] {
  if (known === null || !index.catalog.components.has(service) || !index.isAbsenceKnown(known)) return null;
  // A workload of runs that ended had no instances.
  if (known.workloads.length > 0 && known.workloads.every(isOfRuns)) return null;
  return { workloads: known.workloads, at: known.vanishedAt };
}
