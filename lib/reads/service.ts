import { AppError, type ServiceDetail } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { serviceDetail } from '@/lib/views/service-detail';

/** `GET /api/v1/services/{id}`: one Service with all its parts. AppError `not-found`. */
export function readService(context: WorldContext, id: string): ServiceDetail {
  const service = serviceDetail(context, id);
  if (service === null) throw new AppError('not-found', `There is no service "${id}".`);
  return service;
}
