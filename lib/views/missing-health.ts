import { adviceOn, NO_DETAILS } from '@/lib/derive/advice';
import type { PlacementFacts } from '@/lib/derive/facts';
import type { Verdict } from '@/lib/model';
import type { IndexedPlacement } from './service-index';

/**
 * The health of a placement that the catalog declares and whose cluster was read and no longer has it. (The index drops placements that
 * are not declared; where the cluster cannot be read, the health is Unknown.)
 */
export function missingHealth(placement: IndexedPlacement, facts: PlacementFacts): Verdict {
  const { known, cluster, namespace } = placement;
  const [kind = 'Workload', name = placement.serviceName] = known?.workloads[0]?.split(' ') ?? [];
  const object = { cluster, kind, namespace, name, uid: null };
  return {
    status: 'Missing',
    sentence: `The catalog declares ${kind} ${namespace}/${name}; the cluster no longer has it.`,
    since: known?.vanishedAt ?? null,
    receipt: {
      rule: 'placement.missing',
      object,
      field: 'metadata.name',
      value: 'absent',
      cluster,
      observedAt: facts.observedAt,
    },
    validUntil: null,
    advice: adviceOn({
      ...NO_DETAILS,
      code: 'gone',
      object,
      namespace,
      detail: `${kind} ${name} was there and was deleted`,
    }),
  };
}
