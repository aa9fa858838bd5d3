import type { ChangePart, ServiceHead } from '@/lib/model';
import type { WorldContext } from './context';
import { isWebLink } from './names';
import { isServiceSeen } from './seen';
import { serviceSummary } from './service-summary';

/** Newest Changes that a Service's page shows. */
const CHANGES_MAX = 20;

/** The row of a Service itself; null for an id that is not known, and for one that the scope does not see. */
export function serviceHead(context: WorldContext, id: string): ServiceHead | null {
  const summary = serviceSummary(context, id);
  const service = context.index.service(id);
  if (!summary || !service) return null;
  const { component } = service;
  const { placements, health, ...common } = summary;
  const healthOf = placements.find((placement) => placement.health === health)?.id ?? null;
  return {
    kindOfRow: 'service',
    ...common,
    healthOf,
    health: healthOf === null ? health : null,
    lifecycle: component?.lifecycle ?? null,
    type: component?.type ?? null,
    tags: [...(component?.tags ?? [])],
    links: (component?.links ?? []).filter(({ url }) => isWebLink(url)).map((link) => ({ ...link })),
    dependencies: (component?.dependsOn ?? []).flatMap((ref) => declaredDependency(context, ref) ?? []),
  };
}

/** The latest Changes of a Service, a row each. */
export function recentChangeRows({ changes }: WorldContext, id: string): readonly ChangePart[] {
  return changes
    .list()
    .filter(({ service }) => service === id)
    .slice(0, CHANGES_MAX)
    .map((change, place) => ({ kindOfRow: 'change', place, ...change }));
}

/** Null for a Service that runs where the scope does not see it. A reference to anything else, or to a Service that runs nowhere, is kept as it is. */
function declaredDependency(context: WorldContext, ref: string): ServiceHead['dependencies'][number] | null {
  const id = context.index.catalog.serviceOfRef(ref);
  const service = id === undefined ? undefined : context.index.service(id);
  const isSeen = service !== undefined && isServiceSeen(context, service);
  if (service && service.placements.size > 0 && !isSeen) return null;
  return { ref, service: isSeen ? service.id : null, evidence: 'declared' };
}
