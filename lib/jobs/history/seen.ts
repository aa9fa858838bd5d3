import type { SeenTemplate } from '@/lib/db/healthy-templates';
import type { SeenHealth } from '@/lib/db/transitions';
import type { SeenReadiness } from '@/lib/db/readiness';
import type { WorldContext } from '@/lib/views';
import type { PlacementView } from '@/lib/views/placement-views';

/** The health of a placement in the shape that the database keeps. */
export function seenHealth(
  { summary, service, owner }: PlacementView,
  index: WorldContext['index'],
  now: Date,
): SeenHealth {
  const { id, cluster, namespace, environment, ready, desired, health } = summary;
  const [receipt] = health.receipts;
  if (!receipt) throw new TypeError(`the health of ${id} has no receipt`);
  return {
    placement: id,
    service,
    serviceName: index.service(service)?.name ?? service,
    owner,
    cluster,
    namespace,
    environment,
    status: health.status,
    reason: health.reason,
    message: health.message,
    receipt,
    ready,
    desired,
    since: health.since,
    seenAt: now.toISOString(),
  };
}

export function seenReadiness({ summary }: PlacementView, now: Date): SeenReadiness {
  const { id, cluster, ready, desired } = summary;
  return { placement: id, cluster, at: now.toISOString(), ready, desired };
}

/** The template that each workload of a placement runs; none while the placement is not Healthy. */
export function seenTemplates({ summary, serving }: PlacementView, now: Date): readonly SeenTemplate[] {
  const { cluster, namespace } = summary;
  return serving.map(({ kind, name, uid, revision }) => ({
    cluster,
    namespace,
    kind,
    name,
    workloadUid: uid,
    revision,
    seenAt: now.toISOString(),
  }));
}
