import type { ServiceIndex } from './service-index';
import type { Touched } from './touched';

/** Services whose membership moved, and those of placements that were derived anew. */
export function servicesIn(index: ServiceIndex, { services, derived }: Touched): ReadonlySet<string> {
  const placements = derived.get('placements');
  if (placements === undefined) return services;
  const found = new Set(services);
  for (const id of placements) {
    const placement = index.placement(id);
    // One that went touched its Service when it did.
    if (placement) found.add(placement.service);
  }
  return found;
}
