import { hostId } from '../ids';
import type { ObservedEnd, Observation } from './observation';
import type { LeftOut } from './reading';
import type { NamedPlace, Whereabouts } from './whereabouts';

/** The boxes that a call is between, or why it stands between none. */
export type Pair =
  | { readonly from: NamedPlace; readonly to: string }
  | { readonly leftOut: keyof LeftOut; readonly from?: undefined };

export interface PairContext {
  readonly whereabouts: Whereabouts;
  /** Clusters that the reading's series are of; null: any. */
  readonly clusters: readonly string[] | null;
  /** Ids of the hosts outside that are known, by host. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
}

/** Finds both ends of what was observed. Several that fit are none: a rate is never given to the wrong one. */
export function pairOf({ from, to }: Pick<Observation, 'from' | 'to'>, context: PairContext): Pair {
  const callers = context.whereabouts.find(from, clustersOf(from, context));
  if (callers.length === 0) return { leftOut: 'caller' };
  const called = context.whereabouts.find(to, clustersOf(to, context));
  if (called.length > 0) return nearestPair(callers, called) ?? { leftOut: 'ambiguous' };
  if (to.host === undefined) return { leftOut: 'called' };
  const [caller, other] = callers;
  return caller === undefined || other !== undefined
    ? { leftOut: 'ambiguous' }
    : { from: caller, to: hostBox(to.host, context.hosts) };
}

/** The cluster that a mesh names counts where one that is watched is called so; else the label of the settings, then the settings. */
function clustersOf(
  { cluster, home }: ObservedEnd,
  { whereabouts, clusters }: PairContext,
): readonly string[] {
  if (cluster !== undefined && whereabouts.clusters.has(cluster)) return [cluster];
  const allowed = (clusters ?? [...whereabouts.clusters]).filter((name) => whereabouts.clusters.has(name));
  return home === undefined ? allowed : allowed.filter((name) => name === home);
}

type Closeness = (from: NamedPlace, to: NamedPlace) => boolean;

const CLOSER: readonly Closeness[] = [
  (from, to) => from.cluster === to.cluster && from.namespace === to.namespace,
  (from, to) => from.cluster === to.cluster,
  (from, to) => from.environment === to.environment,
  () => true,
];

/** The one pair that is closest: in one namespace, cluster or Environment. Null where there are several. */
function nearestPair(callers: readonly NamedPlace[], called: readonly NamedPlace[]): Pair | null {
  for (const isClose of CLOSER) {
    const pairs = callers.flatMap((from) =>
      called.filter((to) => isClose(from, to)).map((to) => ({ from, to: to.id })),
    );
    const [first, other] = pairs;
    if (other !== undefined) return null;
    if (first !== undefined) return first;
  }
  return null;
}

/** The box of a host: the one that is there where a metric names no port and one alone is known. */
function hostBox(host: string, hosts: PairContext['hosts']): string {
  const [name = host, port] = host.split(':');
  const known = hosts.get(name) ?? [];
  const exact = hostId(name, port ?? null);
  if (known.includes(exact) || port !== undefined) return exact;
  const [one, other] = known;
  return one !== undefined && other === undefined ? one : exact;
}
