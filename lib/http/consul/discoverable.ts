import { AppError, type ReachState } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';
import type { KeptInstance } from '@/lib/registry';

type Sources = Pick<Runtime, 'registry' | 'discovered'>;

interface Joined {
  readonly registered: readonly KeptInstance[];
  readonly all: readonly KeptInstance[];
}

/** The endpoints of a name in Kubernetes, joined with its registered instances; kept until one of the two changes. */
const joined = new WeakMap<readonly KeptInstance[], Joined>();

/**
 * All instances that a discovery client gets for a name: those that registered themselves, and the endpoints of Kubernetes Services. An
 * address and port that is in both is listed once, as it registered itself.
 *
 * @throws AppError `unavailable` where none is known and a cluster that may have some was never read: an empty list could be wrong.
 */
export function discoverable({ registry, discovered }: Sources, name: string): readonly KeptInstance[] {
  const registered = registry.table.instances(name);
  const endpoints = discovered.instances(name);
  if (endpoints.length === 0) {
    if (registered.length === 0) mustBeRead(discovered.unread());
    return registered;
  }
  const held = joined.get(endpoints);
  if (held?.registered === registered) return held.all;
  const all = joinOf(registered, endpoints);
  joined.set(endpoints, { registered, all });
  return all;
}

function joinOf(registered: readonly KeptInstance[], endpoints: readonly KeptInstance[]): KeptInstance[] {
  const taken = new Set(registered.map(placeOf));
  const all = [...registered];
  for (const endpoint of endpoints) {
    const place = placeOf(endpoint);
    if (taken.has(place)) continue;
    taken.add(place);
    all.push(endpoint);
  }
  return all;
}

function placeOf({ address, port }: KeptInstance): string {
  return `${address} ${port ?? ''}`;
}

/** The index of a name for blocking queries: the sum of the indexes of both sources. Each of them only grows, and so does the sum. */
export function indexOf({ registry, discovered }: Sources, name: string): number {
  return (registry.table.serviceIndex(name) ?? 1) + discovered.index(name);
}

export function catalogIndex({ registry, discovered }: Sources): number {
  return registry.table.catalogIndex + discovered.catalogIndex();
}

export function discoverableNames({ registry, discovered }: Sources): readonly string[] {
  return [...new Set([...registry.table.services(), ...discovered.names()])].sort();
}

/** @throws AppError `unavailable` while a cluster is being read for the first time: a client would take names that are missing in the list as removed. */
export function mustKnowNames({ discovered, store }: Pick<Runtime, 'discovered' | 'store'>): void {
  const reading = discovered.unread();
  if (reading.length === 0) return;
  mustBeRead(reading.filter((name) => READING.has(store.cluster(name)?.reach.state ?? 'invalid')));
}

const READING: ReadonlySet<ReachState> = new Set(['connecting', 'live', 'stale'] as const);

function mustBeRead(unread: readonly string[]): void {
  if (unread.length === 0) return;
  throw new AppError('unavailable', `${unread.join(', ')}: not read yet, so what it has is not known.`);
}
