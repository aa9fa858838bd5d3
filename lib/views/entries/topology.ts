import type { MapRow } from '@/lib/model';
import type { WorldContext } from '../context';
import { mapRows } from '../map-rows';
import { AGGREGATE, AT_ONCE, type OpenView, type View } from '../view';

/** The map depends on everything that is drawn: it is derived this long after a change, together with further changes of that time. */
const GATHER_MS = 250;
const MAP = 'map';

/** The boxes and edges of the map. One key: it is derived as a whole, from kept parts. */
export const topology: View = {
  name: 'topology',
  topics: ['topology'],
  detail: null,
  cadence: { ...AT_ONCE, afterMs: GATHER_MS, everyMs: 0, isWithBase: false },
  onlyWhileViewed: true,
  scope: AGGREGATE,
  dependsOn: ['placements'],
  open: (_, context) => openTopology(context),
};

function openTopology(context: WorldContext): OpenView {
  /** The rows of the last derivation: a row that did not change is the same object. */
  let drawn: ReadonlyMap<string, MapRow> = new Map();
  return {
    all: () => [MAP],
    touched: (touched) => {
      const { placements, byEvents, services, clusters, derived } = touched;
      const isMoved = touched.topology || derived.has('placements');
      return isMoved || placements.size + byEvents.size + services.size + clusters.size > 0 ? [MAP] : [];
    },
    derive() {
      const rows = new Map(mapRows(context).map((row) => [row.id, row]));
      const upserts = new Map([...rows].filter(([id, row]) => drawn.get(id) !== row));
      const deletes = [...drawn.keys()].filter((id) => !rows.has(id));
      drawn = rows;
      return { rows: [{ topic: 'topology', upserts, deletes }], validUntil: null };
    },
  };
}
