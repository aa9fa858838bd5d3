import { KINDS, type EnvironmentRule, type Kind, type ServiceLookup } from '@/lib/model';
import { environmentOf } from '@/lib/derive/catalog';
import { nameOfRef } from './names';
import type { PlacementViews } from './placement-views';
import type { ServiceIndex } from './service-index';

/** Which Service a workload belongs to, and who owns it: from memory, for those that write. */
export function createServiceLookup(parts: {
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly environments: readonly EnvironmentRule[];
}): ServiceLookup {
  const { index, views, environments } = parts;
  return {
    ofWorkload({ cluster, namespace, kind, name }) {
      const known = (KINDS as readonly string[]).includes(kind) ? (kind as Kind) : undefined;
      const object = known && index.cluster(cluster)?.picture.get(known, namespace, name);
      const placement = object && index.placementOf(cluster, object);
      const service = placement && index.service(placement.service);
      if (!placement || !service) return null;
      return {
        id: service.id,
        name: service.name,
        owner: nameOfRef(service.component?.owner) ?? views.get(placement.id)?.owner ?? null,
        environment: environmentOf(cluster, namespace, environments).name,
      };
    },
  };
}
