import { addressWords, type RegisteredInstance } from '@/lib/model';
import { receiptOf } from '../evidence';
import { count } from '../sentences';
import type { PlaceFacts, RegisteredFacts, AddressLocation } from './facts';
import { SOURCE_WORDS, placeOf, truth, type RegistryFinding, type Row, findingOf } from './finding';
import type { KubernetesInstance } from './kubernetes-instances';
import { isGiven, iso, lapseOf } from './registered-instance';

/** Within this time the end of a pod is seen, and its own deregistration arrives. */
const PARTING_MS = 10_000;

/** What is registered and does not run: an entry or an endpoint whose pod is gone. */
export function zombies(row: Row): RegistryFinding[] {
  return [
    ...row.registered.flatMap((one) => registeredZombie(row, one.facts, one.instance.id)),
    ...[...row.kubernetes].flatMap(([place, instances]) =>
      place.freshness.state === 'live' ? instances.flatMap((one) => endpointZombie(row, place, one)) : [],
    ),
  ];
}

function registeredZombie(row: Row, facts: RegisteredFacts, id: string): RegistryFinding[] {
  const { instance, location } = facts;
  if (!isGone(facts)) return [];
  const pod = location.is === 'gone' ? location.pod : null;
  const goneAt = location.is === 'gone' ? location.at : null;
  const lapse = lapseOf(instance);
  const lastSeen = instance.lastSeenAt;
  const isAlive = goneAt !== null && lastSeen > Date.parse(goneAt) + PARTING_MS;
  return [
    findingOf(row, {
      kind: 'zombie',
      key: id,
      address: addressWords(instance.address, instance.port),
      instances: [id],
      cluster: location.is === 'gone' ? location.cluster : null,
      registered: truth('yes', 'registered', SOURCE_WORDS[instance.source], iso(lastSeen)),
      running:
        location.is === 'gone'
          ? truth('no', 'not running', pod === null ? 'no pod has it' : 'pod gone', goneAt)
          : truth('no', 'not running', 'a probe finds nothing', iso(instance.statusSince)),
      sentence: zombieWords(row, facts, isAlive),
      ahead:
        // While heartbeats still arrive, no end of the entry can be announced.
        isGiven(instance) && lapse !== null && goneAt !== null && !isAlive
          ? { words: 'The entry expires by itself', at: iso(lapse.at) }
          : removalOf(instance),
      since: goneAt,
      graceMs: PARTING_MS,
      fix: { type: 'deregister', label: 'Deregister', service: instance.service, instance: instance.id },
    }),
  ];
}

/** Whether nothing runs at the address. Outside of the clusters only a failed probe shows that. */
function isGone({ instance, location }: RegisteredFacts): boolean {
  if (location.is === 'gone') return true;
  if (location.is !== 'outside') return false;
  return instance.checks.some(({ heard, status }) => heard === 'silence' && status === 'critical');
}

function zombieWords(row: Row, { instance, location }: RegisteredFacts, isAlive: boolean): string {
  const why =
    location.is !== 'gone'
      ? 'It is registered, and a probe finds nothing there.'
      : location.at === null
        ? 'No pod has the registered address.'
        : isAlive
          ? 'Something still passes the check of a pod that is gone.'
          : 'The pod ended without removing its entry.';
  if (!isGiven(instance)) return `${why} It is no longer given to callers.`;
  const given = row.facts.registered.map((other) => other.instance).filter(isGiven);
  const isServed = [...row.kubernetes.values()].flat().some((one) => one.instance.status === 'passing');
  const share = shareWords(instance, given, isServed);
  return share === null ? why : `${why} ${share}`;
}

/**
 * `1 request in 4 fails.`, by the weights of the instances that are given to callers. `isServed`: callers within
 * Kubernetes reach others.
 */
function shareWords(
  instance: RegisteredInstance,
  given: readonly RegisteredInstance[],
  isServed: boolean,
): string | null {
  const all = given.reduce((sum, { weight }) => sum + weight, 0);
  if (instance.weight <= 0 || all <= 0) return null;
  const every = Math.round(all / instance.weight);
  if (every > 1) return `1 request in ${every} fails.`;
  return isServed ? 'Callers that use the registry are given only this address.' : 'Every request fails.';
}

function removalOf({ deregisterAfterMs, status, statusSince }: RegisteredInstance): RegistryFinding['ahead'] {
  if (deregisterAfterMs === null || status !== 'critical') return null;
  return { words: 'It is removed from the registry', at: iso(statusSince + deregisterAfterMs) };
}

function endpointZombie(
  row: Row,
  place: PlaceFacts,
  { instance, target, slice, pod }: KubernetesInstance,
): RegistryFinding[] {
  if (slice === null || instance.status === 'terminating' || instance.status === 'draining') return [];
  const location: AddressLocation | undefined =
    target === undefined ? place.locations.get(instance.address) : undefined;
  const isPodGone = target?.kind === 'Pod' && pod === undefined;
  if (!isPodGone && location?.is !== 'gone') return [];
  const address = addressWords(instance.address, instance.port);
  const by = instance.via.join(', ');
  const view = { cluster: place.cluster, observedAt: place.observedAt, now: row.now };
  return [
    findingOf(row, {
      kind: 'zombie',
      key: instance.id,
      address,
      instances: [instance.id],
      ...placeOf(place),
      registered: truth('yes', 'registered', `${SOURCE_WORDS.kubernetes} of ${by}`),
      running: truth(
        'no',
        'not running',
        isPodGone ? `pod ${target.name} is gone` : 'no pod has it',
        location?.is === 'gone' ? location.at : null,
      ),
      sentence: `${isByHand(place, by) ? 'The endpoint was written by hand, so nothing removes it' : 'The endpoint references a pod that is gone'}; ${count(1, 'address')} of Service ${by} leads nowhere.`,
      receipts: [
        receiptOf(slice, view, {
          rule: 'registry.zombie',
          field: `endpoints[${instance.address}].targetRef.name`,
          value: target?.name ?? '',
        }),
      ],
    }),
  ];
}

function isByHand({ services }: PlaceFacts, name: string): boolean {
  const found = services.find(({ service }) => service.metadata.name === name);
  return found !== undefined && Object.keys(found.service.spec.selector).length === 0;
}
