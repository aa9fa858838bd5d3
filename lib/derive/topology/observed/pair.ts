import { hostId } from '../ids';
import type { ObservedEnd, Observation } from './observation';
import type { LeftOut } from './reading';
import type { NamedPlace, Whereabouts } from './whereabouts';

/** The two boxes of a call, or why they are not known. */
export type Pair =
  | { readonly from: NamedPlace; readonly to: string }
  | { readonly leftOut: keyof LeftOut; readonly from?: undefined };

export interface PairContext {
  readonly whereabouts: Whereabouts;
  /** Clusters that the series of the reading belong to; null: any. */
  readonly clusters: readonly string[] | null;
  /** Ids of known hosts outside, by host. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
}

/** Finds both ends of an observed call. Where several boxes fit, none is taken, so that a rate is never shown at the wrong one. */
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

/**
 * The clusters that an end may be in: the one that the mesh names, where it is watched; else by the label of the
 * settings, then by the settings.
 */
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

/** The closest pair: in one namespace, cluster or Environment. Null where there are several. */
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

/** The id of a host's box: where the metric names no port and only one box of the host is known, that one. */
function hostBox(host: string, hosts: PairContext['hosts']): string {
  const [name = host, port] = host.split(':');
  const known = hosts.get(name) ?? [];
  const exact = hostId(name, port ?? null);
  if (known.includes(exact) || port !== undefined) return exact;
  const [one, other] = known;
  return one !== undefined && other === undefined ? one : exact;
}
