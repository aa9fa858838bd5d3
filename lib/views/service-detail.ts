import { serviceFromRows, type ServiceDetail } from '@/lib/model';
import type { WorldContext } from './context';
import { keptRows, placementRows } from './placement-rows';
import { placementsSeen } from './seen';
import { recentChangeRows, serviceHead } from './service-head';

/** One Service with all its parts; null for an unknown id. */
export function serviceDetail(context: WorldContext, id: string): ServiceDetail | null {
  const head = serviceHead(context, id);
  const service = context.index.service(id);
  if (!head || !service) return null;
  const kept = keptRows();
  const parts = placementsSeen(context, service).flatMap((one) => placementRows(context, one, kept));
  return serviceFromRows([head, ...parts, ...recentChangeRows(context, id)]);
}
