import type { LastAsked, ProbePicture, RegisteredInstance, RegisteredPicture } from '@/lib/model';
import { ownerOf } from '@/lib/derive/catalog';
import type { PlaceFacts, RegistryFacts } from '@/lib/derive/registry';
import { nameOfRef } from '../names';
import { isServiceSeen, placementsSeen } from '../seen';
import type { Orphan } from './orphans';
import { placeOfOrphans, placeOfPlacement } from './place';
import type { Reported } from './reported';
import { isInstanceSeen, locationOf, type LocationContext } from './address-location';

/** Where the facts of a row come from. */
export interface RowFactSources extends LocationContext {
  readonly registered: RegisteredPicture;
  readonly reported: Reported;
}

/** The facts of one row in the places that the scope sees; null where there are none. */
export function factsOfRow(
  sources: RowFactSources,
  id: string,
  orphans: readonly Orphan[],
): RegistryFacts | null {
  const { index, reported, scope } = sources;
  const known = index.service(id);
  const service = known && isServiceSeen(sources, known) ? known : undefined;
  const names = reported.namesOf(id);
  const alone = orphans.filter((orphan) => scope.sees(orphan));
  const own = names.flatMap((name) => instancesOf(sources, id, name));
  if (service === undefined && alone.length === 0 && own.length === 0) return null;
  const placements = service === undefined ? [] : placementsSeen(sources, service);
  const places = [
    ...placements.flatMap((placement) => placeOf(sources, placement)),
    ...orphanPlaces(sources, id, alone),
  ];
  const workloads = places.flatMap((place) => place.workloads.map(({ workload }) => workload));
  const label = workloads.map((workload) => ownerOf(workload)).find((owner) => owner !== null);
  return {
    id,
    name: service?.name ?? alone[0]?.name ?? id,
    owner: nameOfRef(service?.component?.owner) ?? label ?? null,
    isService: service !== undefined,
    component: service?.component ?? null,
    places,
    registered: own,
    registryNow: sources.registered.now(),
  };
}

function instancesOf(sources: RowFactSources, row: string, name: string): RegistryFacts['registered'] {
  const { registered, reported, probed } = sources;
  return registered.instances(name).flatMap((instance) => {
    const location = locationOf(sources, { address: instance.address, row, instance });
    if (!isInstanceSeen(sources, instance, location)) return [];
    return [{ instance, location, sharing: reported.sharing(instance), asked: askedOf(probed, instance) }];
  });
}

function placeOf(context: LocationContext, id: string): PlaceFacts[] {
  const placement = context.index.placement(id);
  const cluster = placement && context.index.cluster(placement.cluster);
  return placement && cluster ? [placeOfPlacement(context, placement, cluster)] : [];
}

function orphanPlaces(context: LocationContext, row: string, orphans: readonly Orphan[]): PlaceFacts[] {
  const groups = new Map<string, Orphan[]>();
  for (const orphan of orphans) {
    const key = `${orphan.cluster}\n${orphan.namespace}`;
    groups.set(key, [...(groups.get(key) ?? []), orphan]);
  }
  return [...groups.values()].flatMap((group) => {
    const cluster = context.index.cluster(group[0]?.cluster ?? '');
    const place = cluster && placeOfOrphans(context, row, { orphans: group, cluster });
    return place ? [place] : [];
  });
}

/** When the checks of an instance that Pilothouse itself probes were last probed. */
function askedOf(
  probed: ProbePicture,
  { service, id, checks }: RegisteredInstance,
): ReadonlyMap<string, LastAsked> {
  const asked = new Map<string, LastAsked>();
  for (const check of checks) {
    const last = check.probe === null ? null : probed.asked({ service, id, check: check.id });
    if (last !== null) asked.set(check.id, last);
  }
  return asked;
}
