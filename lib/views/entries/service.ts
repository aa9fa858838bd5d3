import type { WorldContext } from '../context';
import { ServiceRows } from '../service-rows';
import { servicesIn } from '../touched-services';
import { AGGREGATE, AT_ONCE, type OpenView, type View } from '../view';

/**
 * The pause after a turn, in which changes are gathered. It grows with the rows of the service: what counts pods is sent again for each
 * pod that changes, and in a large service pods change all the time (docs/decisions/0049).
 */
const PAUSE_MS = { min: 25, max: 250, perRow: 0.6 };
const HEAD = 'head';

/** `service:{id}`: one Service with a row for each of its parts. Keys: touched placements, and the head. */
export const service: View = {
  name: 'service',
  topics: ['service'],
  patched: ['service'],
  detail: { absent: (id) => `There is no service "${id}".` },
  cadence: { ...AT_ONCE, everyMs: PAUSE_MS.max, isWithBase: false },
  onlyWhileViewed: false,
  scope: AGGREGATE,
  dependsOn: ['placements'],
  open: (_, context, id) => openService(context, id),
};

function openService(context: WorldContext, id: string): OpenView {
  const { index } = context;
  const rows = new ServiceRows(context, id);
  const all = (): string[] => [HEAD, ...rows.placementIds()];
  return {
    all,
    touched(touched) {
      // A service shows its own Changes, and any other that made one of its revisions.
      if (touched.changes.size > 0 || touched.services.has(id)) return all();
      if (!servicesIn(index, touched).has(id)) return [];
      const derived = touched.derived.get('placements') ?? new Set<string>();
      return [HEAD, ...[...rows.placementIds()].filter((placement) => derived.has(placement))];
    },
    pauseMs: () => Math.min(PAUSE_MS.max, Math.max(PAUSE_MS.min, rows.count * PAUSE_MS.perRow)),
    derive: (keys) => ({ rows: [{ topic: 'service', ...rows.derive(keys) }], validUntil: null }),
  };
}
