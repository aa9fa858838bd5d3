import type { WorldContext } from '../context';
import { serviceSummary } from '../service-summary';
import { servicesIn } from '../touched-services';
import { AGGREGATE, AT_ONCE, type OpenView, type View } from '../view';

/** The catalog's list: a row for each Service. */
export const services: View = {
  name: 'services',
  topics: ['services'],
  detail: null,
  cadence: AT_ONCE,
  onlyWhileViewed: false,
  scope: AGGREGATE,
  dependsOn: ['placements'],
  open: (_, context) => openServices(context),
};

function openServices(context: WorldContext): OpenView {
  const { index } = context;
  return {
    all: () => [...index.allServices()].map(({ id }) => id),
    touched: (touched) => servicesIn(index, touched),
    derive(keys) {
      const upserts = new Map<string, unknown>();
      const deletes: string[] = [];
      for (const id of keys) {
        const summary = serviceSummary(context, id);
        if (summary) upserts.set(id, summary);
        else deletes.push(id);
      }
      return { rows: [{ topic: 'services', upserts, deletes }], validUntil: null };
    },
  };
}
