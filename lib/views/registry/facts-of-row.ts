import type { LastAsked, ProbePicture, RegisteredInstance, RegisteredPicture } from '@/lib/model';
import { ownerOf } from '@/lib/derive/catalog';
import type { PlaceFacts, RegistryFacts } from '@/lib/derive/registry';
import { nameOfRef } from '../names';
import type { Orphan } from './orphans';
import { placeOfOrphans, placeOfPlacement } from './place';
import type { Reported } from './reported';
import { standingOf, type StandingContext } from './standing';

/** Where the facts of a row come from. */
export interface FactSources extends StandingContext {
  readonly registered: RegisteredPicture;
  readonly reported: Reported;
}

/** All that tells of one row; null where nothing does. */
export function factsOfRow(
  sources: FactSources,
  id: string,
  orphans: readonly Orphan[],
): RegistryFacts | null {
  const { index, registered, reported, probed } = sources;
  const service = index.service(id);
  const names = reported.namesOf(id);
  if (service === undefined && orphans.length === 0 && names.length === 0) return null;
  const places = [
    ...[...(service?.placements ?? [])].sort().flatMap((placement) => placeOf(sources, placement)),
    ...orphanPlaces(sources, id, orphans),
  ];
  const workloads = places.flatMap((place) => place.workloads.map(({ workload }) => workload));
  const label = workloads.map((workload) => ownerOf(workload)).find((owner) => owner !== null);
  return {
    id,
    name: service?.name ?? orphans[0]?.name ?? id,
    owner: nameOfRef(service?.component?.owner) ?? label ?? null,
    isService: service !== undefined,
    component: service?.component ?? null,
    places,
    registered: names.flatMap((name) =>
      registered.instances(name).map((instance) => ({
        instance,
        standing: standingOf(sources, { address: instance.address, row: id, instance }),
        sharing: reported.sharing(instance),
        asked: askedOf(probed, instance),
      })),
    ),
    registryNow: registered.now(),
  };
}

function placeOf(context: StandingContext, id: string): PlaceFacts[] {
  const placement = context.index.placement(id);
  const cluster = placement && context.index.cluster(placement.cluster);
  return placement && cluster ? [placeOfPlacement(context, placement, cluster)] : [];
}

function orphanPlaces(context: StandingContext, row: string, orphans: readonly Orphan[]): PlaceFacts[] {
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

/** When the checks of an instance that Pilothouse asks itself were asked last. */
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
