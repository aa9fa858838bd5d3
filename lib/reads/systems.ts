import type { Page, ServiceSummary, SystemSummary } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { pageOf, type PageRequest } from './cursor';
import { nameOfRef } from '@/lib/views/names';
import { allServices } from './services';
import { OUTSIDE } from '@/lib/views/seen';
import { wholeOf } from '@/lib/views/whole';

/**
 * `GET /api/v1/systems`: Systems that the catalog declares or that a service names, by name, each with the health of its worst service. A
 * System without a visible service counts as outside of every cluster.
 */
export function readSystems(context: WorldContext, request: PageRequest): Page<SystemSummary> {
  const held = new Map<string, ServiceSummary[]>();
  for (const service of allServices(context)) {
    if (service.system === null) continue;
    held.set(service.system, [...(held.get(service.system) ?? []), service]);
  }
  const declared = new Map(
    context
      .catalog()
      .entities.filter(({ kind }) => kind === 'System')
      .map((entity) => [entity.name, entity]),
  );
  const names = new Set([...(context.scope.sees(OUTSIDE) ? declared.keys() : []), ...held.keys()]);
  const systems = [...names].sort().map((name) => {
    const entity = declared.get(name);
    const services = held.get(name) ?? [];
    return {
      name,
      title: entity?.title ?? null,
      domain: nameOfRef(entity?.domain),
      owner: nameOfRef(entity?.owner),
      services: services.length,
      health: wholeOf(
        services.map(({ id, name: serviceName, health }) => ({
          service: id,
          serviceName,
          placement: null,
          health,
        })),
      ),
    };
  });
  return pageOf(systems, ({ name }) => name, request);
}
