import type { DeriveRequest } from './derive-placement';
import type { PlacementView } from './placement-views';

/** The view of a placement whose derivation threw: Unknown, with a sentence that says that Pilothouse has the fault. */
export function internalError(request: DeriveRequest): PlacementView {
  const { placement, now, last } = request;
  const at = now.toISOString();
  const object = {
    cluster: placement.cluster,
    kind: 'Namespace',
    namespace: null,
    name: placement.namespace,
    uid: null,
  };
  return {
    id: placement.id,
    service: placement.service,
    owner: null,
    exposed: false,
    edits: [],
    summary: {
      id: placement.id,
      cluster: placement.cluster,
      namespace: placement.namespace,
      environment: request.environment,
      health: {
        status: 'Unknown',
        reason: 'internal.error',
        message: 'Pilothouse could not judge this placement; the fault is its own and is in its log.',
        since: null,
        receipts: [
          {
            rule: 'internal.error',
            object,
            field: 'metadata.name',
            value: placement.namespace,
            cluster: placement.cluster,
            observedAt: at,
          },
        ],
        last,
        advice: null,
      },
      version: null,
      image: null,
      ready: 0,
      desired: 0,
      rollout: null,
      changedAt: null,
      observedAt: null,
      endpoints: [],
    },
    rollouts: [],
    serving: [],
    validUntil: null,
  };
}
