import type { ServiceIndex } from './service-index';
import type { Touched } from './touched';

/** Services whose members changed, and those of placements that were derived again. */
export function servicesIn(index: ServiceIndex, { services, derived }: Touched): ReadonlySet<string> {
  const placements = derived.get('placements');
  if (placements === undefined) return services;
  const found = new Set(services);
  for (const id of placements) {
    const placement = index.placement(id);
    // A placement that was removed touched its Service at that time.
    if (placement) found.add(placement.service);
  }
  return found;
}
