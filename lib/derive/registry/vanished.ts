import { isScalable } from '@/lib/model';
import { isPodReady } from '../conditions';
import { count, listed } from '../sentences';
import { expectedInstances, type Expected } from './annotations';
import type { PlaceFacts } from './facts';
import { NOWHERE, placeOf, truth, type RegistryFinding, type Row, findingOf } from './finding';
import { isGiven } from './registered-instance';

/** What is expected and missing: fewer instances than the catalog wants, or a place where nothing is left. */
export function vanished(row: Row): RegistryFinding[] {
  return [
    ...expectedInstances(row.facts.component).flatMap((expected) => tooFew(row, expected)),
    ...row.facts.places.flatMap((place) => gonePlace(row, place)),
  ];
}

function tooFew(row: Row, { environment, instances: wanted }: Expected): RegistryFinding[] {
  const isWithin = (one: string | null): boolean => environment === null || one === environment;
  const places = row.facts.places.filter((place) => isWithin(place.environment));
  // Instances may be in the place that cannot be read.
  if (places.some(({ freshness }) => freshness.state !== 'live')) return [];
  const there = availableAddresses(row, isWithin);
  if (there.size >= wanted) return [];
  const where = environment === null ? '' : ` in ${environment}`;
  const pods = places.flatMap(({ workloads }) => workloads.flatMap((one) => one.pods));
  const running = pods.filter(
    (pod) => isPodReady(pod) && pod.metadata.deletionTimestamp === undefined,
  ).length;
  const [place] = places;
  return [
    findingOf(row, {
      kind: 'vanished',
      key: environment ?? 'all',
      address: `${there.size} of ${count(wanted, 'instance')}${where}`,
      instances: [],
      ...(places.length === 1 && place !== undefined ? placeOf(place) : { ...NOWHERE, environment }),
      declared: truth('yes', `at least ${wanted}`, 'catalog-info.yaml'),
      registered: truth(there.size === 0 ? 'no' : 'late', `${there.size} available`, 'of all sources'),
      running: truth(
        running === 0 ? 'no' : running < wanted ? 'late' : 'yes',
        running === 0 ? 'not running' : `${count(running, 'pod')} ready`,
        environment ?? 'all clusters',
      ),
      sentence:
        there.size === 0
          ? `The catalog wants at least ${count(wanted, 'instance')}${where}, and none is left. Callers of ${row.facts.name} get no answer.`
          : `The catalog wants at least ${count(wanted, 'instance')}${where}, and ${there.size} ${there.size === 1 ? 'is' : 'are'} left.`,
      fix: scaleFix(row, places, wanted - there.size),
    }),
  ];
}

/** Addresses that are given to callers, each once: a pod that registers itself has the same address as its endpoint. */
function availableAddresses(
  row: Row,
  isWithin: (environment: string | null) => boolean,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [place, instances] of row.kubernetes) {
    if (!isWithin(place.environment)) continue;
    for (const { instance } of instances) {
      if (instance.status === 'passing' || instance.status === 'unchecked') found.add(instance.address);
    }
  }
  for (const { facts } of row.registered) {
    const { instance, location } = facts;
    const at = location.is === 'pod' ? location.environment : null;
    if (isGiven(instance) && location.is !== 'gone' && isWithin(at)) found.add(instance.address);
  }
  return found;
}

/** A fix that adds the missing pods, where only one workload can be scaled and it wants too few; its logs where it wants enough. */
function scaleFix(row: Row, places: readonly PlaceFacts[], lacking: number): RegistryFinding['fix'] {
  const scalable = places.flatMap(({ placement, workloads }) =>
    workloads.flatMap(({ workload, pods }) =>
      placement !== null && isScalable(workload)
        ? [{ placement, workload, ready: pods.filter(isPodReady).length }]
        : [],
    ),
  );
  const [only] = scalable;
  if (only === undefined || scalable.length > 1) return null;
  const { kind, metadata, spec } = only.workload;
  // It wants enough pods, but they are not ready.
  if (only.ready < spec.replicas) {
    return { type: 'logs', label: 'Show logs', service: row.facts.id, placement: only.placement };
  }
  const replicas = spec.replicas + lacking;
  return {
    type: 'scale',
    label: `Scale to ${replicas}`,
    service: row.facts.id,
    placement: only.placement,
    workload: `${kind}/${metadata.name}`,
    replicas,
  };
}

function gonePlace(row: Row, place: PlaceFacts): RegistryFinding[] {
  if (place.vanished === null || place.freshness.state !== 'live') return [];
  const { workloads, at } = place.vanished;
  const what = workloads.length === 0 ? row.facts.name : listed([...workloads]);
  return [
    findingOf(row, {
      kind: 'vanished',
      key: `${place.cluster}/${place.namespace}`,
      address: `${place.namespace} in ${place.cluster}`,
      instances: [],
      ...placeOf(place),
      registered: truth('no', 'not registered', 'by no source'),
      running: truth('no', 'not running', 'gone', at),
      sentence: `${what} was in ${place.namespace} and is gone; the catalog still declares ${row.facts.name}.`,
      since: at,
    }),
  ];
}
