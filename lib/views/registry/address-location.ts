import type { Place, ProbePicture, RegisteredInstance, Scope } from '@/lib/model';
import type { AddressLocation } from '@/lib/derive/registry';
import type { PlacementViews } from '../placement-views';
import type { ServiceIndex } from '../service-index';
import { OUTSIDE, wholeCluster } from '../seen';
import type { AddressBook, Gone, PodAt } from './address-book';

/** The indexes that an address is looked up in, for one scope. */
export interface LocationContext {
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly book: AddressBook;
  readonly probed: ProbePicture;
  readonly scope: Scope;
}

/** An address to look up. */
export interface AskedAddress {
  readonly address: string;
  /** The row that the address belongs to: of pods in several clusters the one of this row is meant. */
  readonly row: string;
  /** Only pods of this cluster are meant, as for an EndpointSlice. */
  readonly cluster?: string;
  /** The instance that was registered with the address; its metadata may name the pod. */
  readonly instance?: RegisteredInstance;
}

/** What has an address in the clusters. An address of a cluster that cannot be read is never `gone`. */
export function locationOf(context: LocationContext, asked: AskedAddress): AddressLocation {
  const { book } = context;
  const { address, cluster } = asked;
  const pods = book.at(address).filter((one) => cluster === undefined || one.cluster === cluster);
  const own = pods.filter((one) => serviceOf(context, one)?.id === asked.row);
  const [meant] = own.length > 0 ? own : pods;
  if (meant !== undefined) {
    const clusters = [...new Set(pods.map((one) => one.cluster))];
    if (own.length === 0 && clusters.length > 1) return { is: 'ambiguous', clusters };
    if (!isRead(context, meant.cluster)) return { is: 'unreadable', cluster: meant.cluster };
    return podLocation(context, meant);
  }
  const node = book.nodeAt(address);
  if (node !== undefined) return { is: 'node', ...node };
  return absent(context, asked);
}

/** Whether the scope sees everything that has the address of an instance. */
export function isInstanceSeen(
  { book, scope }: Pick<LocationContext, 'book' | 'scope'>,
  { address }: RegisteredInstance,
  location: AddressLocation,
): boolean {
  const at = book
    .at(address)
    .map(({ cluster, pod }): Place => ({ cluster, namespace: pod.metadata.namespace }));
  return (at.length > 0 ? at : placesOf(location, book.goneAt(address))).every((place) => scope.sees(place));
}

function placesOf(location: AddressLocation, gone: Gone | undefined): readonly Place[] {
  switch (location.is) {
    case 'pod':
      return [{ cluster: location.cluster, namespace: location.pod.metadata.namespace }];
    case 'gone':
      return [{ cluster: location.cluster, namespace: gone?.namespace ?? null }];
    case 'ambiguous':
      return location.clusters.map(wholeCluster);
    case 'node':
    case 'unreadable':
      return [wholeCluster(location.cluster)];
    case 'outside':
      return [OUTSIDE];
  }
}

function absent(context: LocationContext, { address, instance, cluster }: AskedAddress): AddressLocation {
  const { book, index } = context;
  const named = instance && namedPod(instance);
  const gone = book.goneAt(address);
  const of = gone?.cluster ?? book.clusterOfRange(address);
  if (of !== undefined && (cluster === undefined || cluster === of)) {
    if (!isRead(context, of)) return { is: 'unreadable', cluster: of };
    return {
      is: 'gone',
      cluster: of,
      pod: gone?.pod ?? named?.name ?? null,
      at: gone === undefined ? null : new Date(gone.at).toISOString(),
    };
  }
  if (named === undefined) return { is: 'outside' };
  // The instance names its pod: it is gone where a cluster has the namespace but not the pod.
  const homes = namedHomes(context, named);
  const [home] = homes;
  if (home === undefined || homes.length > 1) return { is: 'outside' };
  if (!isRead(context, home)) return { is: 'unreadable', cluster: home };
  const pod = index.cluster(home)?.picture.get('Pod', named.namespace, named.name);
  return pod === undefined ? { is: 'gone', cluster: home, pod: named.name, at: null } : { is: 'outside' };
}

/** The pod that the metadata names: by our keys, or by those of consul-k8s. */
function namedPod({ metadata }: RegisteredInstance): { name: string; namespace: string } | undefined {
  const name = metadata['pod'] ?? metadata['pod-name'];
  const namespace = metadata['namespace'] ?? metadata['k8s-namespace'];
  return name === undefined || namespace === undefined ? undefined : { name, namespace };
}

function namedHomes({ index }: LocationContext, { namespace }: { namespace: string }): string[] {
  return index
    .allClusters()
    .filter(({ picture }) => picture.get('Namespace', '', namespace) !== undefined)
    .map(({ name }) => name);
}

function podLocation(context: LocationContext, { cluster, pod }: PodAt): AddressLocation {
  return {
    is: 'pod',
    cluster,
    environment: context.views.environment(cluster, pod.metadata.namespace).name,
    pod,
    service: serviceOf(context, { cluster, pod }),
  };
}

export function serviceOf(
  { index }: Pick<LocationContext, 'index'>,
  { cluster, pod }: PodAt,
): { readonly id: string; readonly name: string } | null {
  const placement = index.placementOf(cluster, pod);
  const service = placement && index.service(placement.service);
  return service === undefined ? null : { id: service.id, name: service.name };
}

function isRead({ index }: LocationContext, name: string): boolean {
  const picture = index.cluster(name)?.picture;
  return picture?.reach.state === 'live' && picture.kindState('Pod').state === 'live';
}
