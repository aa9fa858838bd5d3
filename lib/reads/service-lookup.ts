import { KINDS, type ChangeTarget, type EnvironmentRule, type Kind, type ServiceLookup } from '@/lib/model';
import { environmentOf } from '@/lib/derive/catalog';
import { blastRadius } from '@/lib/derive/topology/blast-radius';
import { nameOfRef } from '@/lib/views/names';
import type { PlacementViews } from '@/lib/views/placement-views';
import type { IndexedPlacement, ServiceIndex } from '@/lib/views/service-index';
import type { TopologyMap } from '@/lib/views/topology-map';

type Target = Pick<ChangeTarget, 'cluster' | 'namespace' | 'name'> & { readonly kind: string };

/** Which Service a workload belongs to, who owns it and who calls it: from memory, for those that write. */
export function createServiceLookup(parts: {
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly topology: TopologyMap;
  readonly environments: () => readonly EnvironmentRule[];
}): ServiceLookup {
  const { index, views, topology, environments } = parts;
  const placementAt = ({ cluster, namespace, kind, name }: Target): IndexedPlacement | undefined => {
    const known = (KINDS as readonly string[]).includes(kind) ? (kind as Kind) : undefined;
    const object = known && index.cluster(cluster)?.picture.get(known, namespace, name);
    return object && index.placementOf(cluster, object);
  };
  return {
    ofWorkload(target) {
      const placement = placementAt(target);
      const service = placement && index.service(placement.service);
      if (!placement || !service) return null;
      return {
        id: service.id,
        name: service.name,
        owner: nameOfRef(service.component?.owner) ?? views.get(placement.id)?.owner ?? null,
        environment: environmentOf(target.cluster, target.namespace, environments()).name,
      };
    },
    dependentsOf(target) {
      const placement = placementAt(target);
      if (!placement) return { direct: [], indirect: 0 };
      const edges = topology.edges().filter(({ verdict }) => verdict?.verdict !== 'rejected');
      const found = blastRadius(edges, [placement.id]);
      const nameOf = (id: string): string | null => index.placement(id)?.serviceName ?? null;
      const direct = found.filter(({ distance }) => distance === 1).flatMap(({ id }) => nameOf(id) ?? []);
      return {
        direct: [...new Set(direct)].sort(),
        indirect: found.filter(({ id, distance }) => distance > 1 && nameOf(id) !== null).length,
      };
    },
  };
}
