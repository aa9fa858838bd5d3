import type { Page, TrafficSourceDto } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';

/** `GET /api/v1/topology/sources`: each Prometheus of the settings, how old what it told is, and what became of its series. */
export function readTrafficSources({ trafficAges, topology }: WorldContext): Page<TrafficSourceDto> {
  const placing = topology.placing();
  const items = Object.entries(trafficAges())
    .map(([address, age]) => ({ address, ...age, series: placing.get(address) ?? null }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  return { items, nextCursor: null };
}
