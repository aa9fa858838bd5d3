import type { Place, ProbePicture, RegisteredInstance, Scope } from '@/lib/model';
import type { AddressLocation } from '@/lib/derive/registry';
import type { PlacementViews } from '../placement-views';
import type { ServiceIndex } from '../service-index';
import { OUTSIDE, wholeCluster } from '../seen';
import type { AddressBook, Gone, PodAt } from './address-book';

export interface StandingContext {
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly book: AddressBook;
  readonly probed: ProbePicture;
  readonly scope: Scope;
}

export interface AskedAddress {
  readonly address: string;
  /** The row that asks: of pods of several clusters its own is meant. */
  readonly row: string;
  /** Only this cluster is meant: an EndpointSlice speaks of its own. */
  readonly cluster?: string;
  /** What was reported there; its metadata may name the pod. */
  readonly instance?: RegisteredInstance;
}

/** Where an address stands in the clusters. What cannot be read is never told gone. */
export function standingOf(context: StandingContext, asked: AskedAddress): AddressLocation {
  const { book } = context;
  const { address, cluster } = asked;
  const pods = book.at(address).filter((one) => cluster === undefined || one.cluster === cluster);
  const own = pods.filter((one) => serviceOf(context, one)?.id === asked.row);
  const [meant] = own.length > 0 ? own : pods;
  if (meant !== undefined) {
    const clusters = [...new Set(pods.map((one) => one.cluster))];
    if (own.length === 0 && clusters.length > 1) return { is: 'ambiguous', clusters };
    if (!isRead(context, meant.cluster)) return { is: 'unreadable', cluster: meant.cluster };
    return podStanding(context, meant);
  }
  const node = book.nodeAt(address);
  if (node !== undefined) return { is: 'node', ...node };
  return absent(context, asked);
}

/** Whether the scope sees all that is known to be at the address of an instance. */
export function isInstanceSeen(
  { book, scope }: Pick<StandingContext, 'book' | 'scope'>,
  { address }: RegisteredInstance,
  standing: AddressLocation,
): boolean {
  const at = book
    .at(address)
    .map(({ cluster, pod }): Place => ({ cluster, namespace: pod.metadata.namespace }));
  return (at.length > 0 ? at : placesOf(standing, book.goneAt(address))).every((place) => scope.sees(place));
}

function placesOf(standing: AddressLocation, gone: Gone | undefined): readonly Place[] {
  switch (standing.is) {
    case 'pod':
      return [{ cluster: standing.cluster, namespace: standing.pod.metadata.namespace }];
    case 'gone':
      return [{ cluster: standing.cluster, namespace: gone?.namespace ?? null }];
    case 'ambiguous':
      return standing.clusters.map(wholeCluster);
    case 'node':
    case 'unreadable':
      return [wholeCluster(standing.cluster)];
    case 'outside':
      return [OUTSIDE];
  }
}

function absent(context: StandingContext, { address, instance, cluster }: AskedAddress): AddressLocation {
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
  // It says itself which pod it is: in a cluster that has its namespace, and has no such pod, that one is gone.
  const homes = namedHomes(context, named);
  const [home] = homes;
  if (home === undefined || homes.length > 1) return { is: 'outside' };
  if (!isRead(context, home)) return { is: 'unreadable', cluster: home };
  const pod = index.cluster(home)?.picture.get('Pod', named.namespace, named.name);
  return pod === undefined ? { is: 'gone', cluster: home, pod: named.name, at: null } : { is: 'outside' };
}

/** Metadata by which a pod names itself: ours, and consul-k8s' own. */
function namedPod({ metadata }: RegisteredInstance): { name: string; namespace: string } | undefined {
  const name = metadata['pod'] ?? metadata['pod-name'];
  const namespace = metadata['namespace'] ?? metadata['k8s-namespace'];
  return name === undefined || namespace === undefined ? undefined : { name, namespace };
}

function namedHomes({ index }: StandingContext, { namespace }: { namespace: string }): string[] {
  return index
    .allClusters()
    .filter(({ picture }) => picture.get('Namespace', '', namespace) !== undefined)
    .map(({ name }) => name);
}

function podStanding(context: StandingContext, { cluster, pod }: PodAt): AddressLocation {
  return {
    is: 'pod',
    cluster,
    environment: context.views.environment(cluster, pod.metadata.namespace).name,
    pod,
    service: serviceOf(context, { cluster, pod }),
  };
}

export function serviceOf(
  { index }: Pick<StandingContext, 'index'>,
  { cluster, pod }: PodAt,
): { readonly id: string; readonly name: string } | null {
  const placement = index.placementOf(cluster, pod);
  const service = placement && index.service(placement.service);
  return service === undefined ? null : { id: service.id, name: service.name };
}

function isRead({ index }: StandingContext, name: string): boolean {
  const picture = index.cluster(name)?.picture;
  return picture?.reach.state === 'live' && picture.kindState('Pod').state === 'live';
}
