import type { HealthDto, ServiceSummary } from '@/lib/model';
import { adviceOn, NO_DETAILS } from '@/lib/derive/advice';
import { aggregate } from '@/lib/derive/aggregate';
import { latest } from '@/lib/derive/times';
import type { WorldContext } from './context';
import { nameOfRef } from './names';
import type { PlacementView } from './placement-views';
import { isServiceSeen, placementsSeen } from './seen';
import type { IndexedService } from './service-index';

type Context = Pick<WorldContext, 'index' | 'views' | 'now' | 'scope'>;

/** The row of one Service, from the placements that the scope sees; null for an unknown id, or a Service that the scope does not see. */
export function serviceSummary(context: Context, id: string): ServiceSummary | null {
  const service = context.index.service(id);
  if (!service) return null;
  const seen = placementsSeen(context, service);
  if (seen.length === 0 && !isServiceSeen(context, service)) return null;
  const views = seen.flatMap((placement) => context.views.get(placement) ?? []);
  const placements = views.map(({ summary }) => summary);
  const { component } = service;
  return {
    id,
    name: service.name,
    title: component?.title ?? null,
    description: component?.description ?? null,
    owner: nameOfRef(component?.owner) ?? ownerOf(views),
    system: nameOfRef(component?.system),
    source: component ? 'catalog' : 'discovered',
    environments: [...new Set(placements.map(({ environment }) => environment))].sort(),
    health: aggregate(placements.map(({ health }) => health))?.worst ?? nowhere(service, context.now()),
    placements,
    changedAt: latest(placements.map(({ changedAt }) => changedAt)),
  };
}

function ownerOf(views: readonly PlacementView[]): string | null {
  return views.find(({ owner }) => owner !== null)?.owner ?? null;
}

/** The health of a Component that no cluster runs or ever ran. */
function nowhere({ name, component }: IndexedService, now: Date): HealthDto {
  const namespace = component?.namespace ?? 'default';
  const object = {
    cluster: 'catalog',
    kind: 'Component',
    namespace,
    name: component?.name ?? name,
    uid: null,
  };
  return {
    status: 'Unknown',
    reason: 'service.no-placement',
    message: `The catalog declares ${name}; no cluster runs it.`,
    since: null,
    receipts: [
      {
        rule: 'service.no-placement',
        object,
        field: 'metadata.annotations[backstage.io/kubernetes-id]',
        value: component?.annotations['backstage.io/kubernetes-id'] ?? component?.name ?? name,
        cluster: 'catalog',
        observedAt: now.toISOString(),
      },
    ],
    last: null,
    advice: adviceOn({
      ...NO_DETAILS,
      code: 'gone',
      object,
      namespace,
      detail: `no workload that Pilothouse sees carries the name or the id of ${name}`,
    }),
  };
}
