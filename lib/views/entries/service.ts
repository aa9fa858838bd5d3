import type { WorldContext } from '../context';
import { serviceDetail } from '../service-detail';
import { servicesIn } from '../touched-services';
import { AGGREGATE, AT_ONCE, type OpenView, type View } from '../view';
import { oneRow } from './one-row';

/** `service:{id}`: one Service with all that it is made of. */
export const service: View = {
  name: 'service',
  topics: ['service'],
  detail: { absent: (id) => `There is no service "${id}".` },
  cadence: AT_ONCE,
  onlyWhileViewed: false,
  scope: AGGREGATE,
  standsOn: ['placements'],
  open: (_, context, id) => openService(context, id),
};

function openService(context: WorldContext, id: string): OpenView {
  return {
    all: () => [id],
    // It shows its own Changes, and those of others by their revisions.
    touched: (touched) =>
      touched.changes.size > 0 || servicesIn(context.index, touched).has(id) ? [id] : [],
    derive: () => oneRow('service', id, serviceDetail(context, id)),
  };
}
