import { addressWords, type RegisteredInstance } from '@/lib/model';
import { receiptOf } from '../evidence';
import type { PlaceFacts, RegisteredFacts } from './facts';
import { placeOf, SOURCE_WORDS, truth, type RegistryFinding, type Row, findingOf } from './finding';
import type { KubernetesInstance } from './kubernetes-instances';
import { isGiven, iso } from './registered-instance';

/**
 * Addresses that are used twice: an entry with the address of another service's pod, two entries with one address, or
 * two pods with one address. Two Services that select the same pods are no disagreement, nor is a pod that registers
 * itself.
 */
export function duplicateAddresses(row: Row): RegistryFinding[] {
  return [
    ...row.registered.flatMap(({ facts, instance }) => registeredDouble(row, facts, instance.id)),
    ...[...row.kubernetes].flatMap(([place, instances]) =>
      place.freshness.state === 'live'
        ? instances.flatMap((one) => [...byHand(row, place, one), ...twoPods(row, place, one)])
        : [],
    ),
  ];
}

function registeredDouble(row: Row, facts: RegisteredFacts, id: string): RegistryFinding[] {
  const { instance, location } = facts;
  if (!isGiven(instance) || location.is === 'gone') return [];
  const others = facts.sharing.filter(isGiven);
  if (location.is === 'pod' && location.service !== null && location.service.id !== row.facts.id) {
    // A name that the catalog does not know may be another name of the service that runs there.
    const isKnown = row.facts.isService || others.some(({ service }) => service === location.service?.name);
    return isKnown ? [anotherService(row, facts, { id, name: location.service.name })] : [];
  }
  if (location.is === 'pod' && location.service?.id === row.facts.id) {
    return twice(row, facts, { id, others: others.filter(({ service }) => service === instance.service) });
  }
  return twice(row, facts, { id, others });
}

function anotherService(
  row: Row,
  facts: RegisteredFacts,
  found: { id: string; name: string },
): RegistryFinding {
  const { instance, location } = facts;
  const address = addressWords(instance.address, instance.port);
  return findingOf(row, {
    kind: 'duplicate-address',
    key: found.id,
    address,
    instances: [found.id],
    ...(location.is === 'pod'
      ? {
          cluster: location.cluster,
          namespace: location.pod.metadata.namespace,
          environment: location.environment,
        }
      : {}),
    registered: truth('late', 'registered', SOURCE_WORDS[instance.source], iso(instance.lastSeenAt)),
    running: truth(
      'no',
      `runs ${found.name}`,
      location.is === 'pod' ? `pod ${location.pod.metadata.name}` : '',
    ),
    sentence: `${instance.address} is a pod of ${found.name}. Callers of ${row.facts.name} that get this address reach ${found.name}.`,
    fix: { type: 'deregister', label: 'Deregister', service: instance.service, instance: instance.id },
  });
}

/** Two entries with one address, reported at the later one. An instance that registers itself over both APIs is one, not two. */
function twice(
  row: Row,
  { instance }: RegisteredFacts,
  found: { id: string; others: readonly RegisteredInstance[] },
): RegistryFinding[] {
  const earlier = found.others.find(
    (other) =>
      (other.service !== instance.service || other.source === instance.source) && isEarlier(other, instance),
  );
  if (earlier === undefined) return [];
  const address = addressWords(instance.address, instance.port);
  const other = earlier.service === instance.service ? earlier.id : `${earlier.service} ${earlier.id}`;
  return [
    findingOf(row, {
      kind: 'duplicate-address',
      key: found.id,
      address,
      instances: [found.id],
      registered: truth('late', 'registered twice', SOURCE_WORDS[instance.source], iso(instance.lastSeenAt)),
      running: truth('unknown', 'one address', 'of two entries'),
      sentence:
        earlier.service === instance.service
          ? `${instance.id} and ${other} have the same address: it is counted twice and given to callers twice as often.`
          : `${address} is registered for ${earlier.service} too. One of the two services answers callers of both.`,
      since: iso(instance.registeredAt),
      fix: { type: 'deregister', label: 'Deregister', service: instance.service, instance: instance.id },
    }),
  ];
}

function isEarlier(a: RegisteredInstance, b: RegisteredInstance): boolean {
  if (a.registeredAt !== b.registeredAt) return a.registeredAt < b.registeredAt;
  return `${a.service} ${a.id}` < `${b.service} ${b.id}`;
}

/** An endpoint without a pod reference whose address is that of another service's pod. */
function byHand(
  row: Row,
  place: PlaceFacts,
  { instance, target, slice }: KubernetesInstance,
): RegistryFinding[] {
  const location = place.locations.get(instance.address);
  if (slice === null || target !== undefined || location?.is !== 'pod') return [];
  if (location.service === null || location.service.id === row.facts.id || location.cluster !== place.cluster)
    return [];
  const { name } = location.service;
  const by = instance.via.join(', ');
  return [
    findingOf(row, {
      kind: 'duplicate-address',
      key: instance.id,
      address: addressWords(instance.address, instance.port),
      instances: [instance.id],
      ...placeOf(place),
      registered: truth('late', 'registered', `EndpointSlice of ${by}`),
      running: truth('no', `runs ${name}`, `pod ${location.pod.metadata.name}`),
      sentence: `An EndpointSlice of Service ${by} was written by hand and names ${instance.address}, which is a pod of ${name}. Callers of ${by} reach ${name}, until the pod gets another address.`,
      receipts: [
        receiptOf(
          slice,
          { cluster: place.cluster, observedAt: place.observedAt, now: row.now },
          { rule: 'registry.duplicate-address', field: 'endpoints[].addresses', value: instance.address },
        ),
      ],
    }),
  ];
}

/** Two pods of a cluster with one address; the network leads to one of them. Reported at the younger pod. */
function twoPods(row: Row, place: PlaceFacts, { instance, pod }: KubernetesInstance): RegistryFinding[] {
  const other = pod && place.doubles.get(pod.metadata.uid);
  if (pod === undefined || other === undefined || !isYounger(pod.metadata, other.pod.metadata)) return [];
  const of = other.service === null ? '' : ` of ${other.service}`;
  return [
    findingOf(row, {
      kind: 'duplicate-address',
      key: instance.id,
      address: addressWords(instance.address, instance.port),
      instances: [instance.id],
      ...placeOf(place),
      registered: truth('late', 'registered', `EndpointSlice of ${instance.via.join(', ')}`),
      running: truth('late', 'two pods', `${pod.metadata.name}, ${other.pod.metadata.name}`),
      sentence: `Pod ${other.pod.metadata.name}${of} has the same address. Traffic reaches only one of the two.`,
      receipts: [
        receiptOf(
          pod,
          { cluster: place.cluster, observedAt: place.observedAt, now: row.now },
          { rule: 'registry.duplicate-address', field: 'status.podIP', value: instance.address },
        ),
      ],
    }),
  ];
}

interface Born {
  readonly creationTimestamp: string;
  readonly uid: string;
}

function isYounger(a: Born, b: Born): boolean {
  return a.creationTimestamp === b.creationTimestamp
    ? a.uid > b.uid
    : a.creationTimestamp > b.creationTimestamp;
}
