import { HEALTH_RANK, type HealthDto, type PlacementSummary, type ServiceSummary } from '@/lib/model';
import { latest } from '@/lib/derive/times';
import type { WorldContext } from './context';
import { nameOfRef } from './names';
import type { PlacementView } from './placement-views';
import type { IndexedService } from './service-index';

type Context = Pick<WorldContext, 'index' | 'views' | 'now'>;

/** The row of one Service; null for an id that is not known. */
export function serviceSummary(context: Context, id: string): ServiceSummary | null {
  const service = context.index.service(id);
  if (!service) return null;
  const views = [...service.placements].sort().flatMap((placement) => context.views.get(placement) ?? []);
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
    health: worst(placements) ?? nowhere(service, context.now()),
    placements,
    changedAt: latest(placements.map(({ changedAt }) => changedAt)),
  };
}

function ownerOf(views: readonly PlacementView[]): string | null {
  return views.find(({ owner }) => owner !== null)?.owner ?? null;
}

/** The worst health; of equals the one that has been so for the shortest time, for it is the news. */
function worst(placements: readonly PlacementSummary[]): HealthDto | null {
  const [first] = placements
    .map(({ health }) => health)
    .toSorted(
      (a, b) =>
        HEALTH_RANK[b.status] - HEALTH_RANK[a.status] ||
        Date.parse(b.since ?? '0') - Date.parse(a.since ?? '0'),
    );
  return first ?? null;
}

/** A Component that no cluster runs, nor ever ran. */
function nowhere({ name, component }: IndexedService, now: Date): HealthDto {
  const namespace = component?.namespace ?? 'default';
  return {
    status: 'Unknown',
    reason: 'service.no-placement',
    message: `The catalog declares ${name}; no cluster runs it.`,
    since: null,
    receipts: [
      {
        rule: 'service.no-placement',
        object: {
          cluster: 'catalog',
          kind: 'Component',
          namespace,
          name: component?.name ?? name,
          uid: null,
        },
        field: 'metadata.annotations[backstage.io/kubernetes-id]',
        value: component?.annotations['backstage.io/kubernetes-id'] ?? component?.name ?? name,
        cluster: 'catalog',
        observedAt: now.toISOString(),
      },
    ],
    last: null,
    advice: null,
  };
}
