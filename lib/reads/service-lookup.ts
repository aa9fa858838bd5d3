import { KINDS, type ChangeTarget, type Kind, type ServiceLookup } from '@/lib/model';
import { environmentOf } from '@/lib/derive/catalog';
import { blastRadius } from '@/lib/derive/topology/blast-radius';
import { nameOfRef } from '@/lib/views/names';
import type { WorldContext } from '@/lib/views/context';
import type { IndexedPlacement } from '@/lib/views/service-index';

type Target = Pick<ChangeTarget, 'cluster' | 'namespace' | 'name'> & { readonly kind: string };

/**
 * Which Service a workload belongs to, who owns it and who calls it: from memory, for code that writes. Callers are named where the scope sees
 * them and only counted where not, as a change must show that there are hidden dependents.
 */
export function createServiceLookup(
  context: Pick<WorldContext, 'index' | 'views' | 'topology' | 'environments' | 'scope'>,
): ServiceLookup {
  const { index, views, topology, environments, scope } = context;
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
      if (!placement) return { direct: [], indirect: 0, unseen: 0 };
      const edges = topology.edges().filter(({ verdict }) => verdict?.verdict !== 'rejected');
      const found = blastRadius(edges, [placement.id]).flatMap(({ id, distance }) => {
        const one = index.placement(id);
        return one ? [{ name: one.serviceName, isDirect: distance === 1, isSeen: scope.sees(one) }] : [];
      });
      const seen = found.filter(({ isSeen }) => isSeen);
      return {
        direct: [...new Set(seen.flatMap(({ name, isDirect }) => (isDirect ? [name] : [])))].sort(),
        indirect: seen.filter(({ isDirect }) => !isDirect).length,
        unseen: found.length - seen.length,
      };
    },
  };
}
