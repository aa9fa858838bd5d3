import type { Page, TrafficSourceDto } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { seesEverything } from '@/lib/views/seen';

/**
 * `GET /api/v1/topology/sources`: each Prometheus of the settings, the age of its readings, and how many of its series were placed. It has
 * series of all places, so only a scope that sees everything gets it.
 */
export function readTrafficSources(context: WorldContext): Page<TrafficSourceDto> {
  if (!seesEverything(context)) return { items: [], nextCursor: null };
  const { trafficAges, topology } = context;
  const placing = topology.placing();
  const items = Object.entries(trafficAges())
    .map(([address, age]) => ({ address, ...age, series: placing.get(address) ?? null }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  return { items, nextCursor: null };
}
