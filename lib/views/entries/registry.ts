import { rowKey } from '@/lib/model';
import type { WorldContext } from '../context';
import { protectionOf, registryRows } from '../registry/published';
import { AGGREGATE, AT_ONCE, type OpenView, type View } from '../view';

/** Rows of the registry that one turn derives. */
const ROWS_MAX = 128;
/** The registry is compared this long after a change, together with further changes of that time. */
const GATHER_MS = 250;
/** While somebody views it, the times of the last reports are published this often. */
export const SIGNS_MS = 5000;
const ROWS = 'rows';

/** Services of the registry, disagreements and protection. One key: RegistryTruth knows which rows are pending. */
export const registry: View = {
  name: 'registry',
  topics: ['registry'],
  detail: null,
  cadence: { ...AT_ONCE, afterMs: GATHER_MS, everyMs: 0, isWithBase: false },
  onlyWhileViewed: false,
  scope: AGGREGATE,
  dependsOn: [],
  open: (_, context) => openRegistry(context),
};

function openRegistry(context: WorldContext): OpenView {
  const truth = context.registry;
  /** Keys of the rows that each service last had. */
  const shown = new Map<string, readonly string[]>();
  const publish = (id: string, upserts: Map<string, unknown>, deletes: string[]): void => {
    const rows = registryRows(context, id).map((row) => [rowKey('registry', row), row] as const);
    for (const [key, row] of rows) upserts.set(key, row);
    const keys = rows.map(([key]) => key);
    deletes.push(...(shown.get(id) ?? []).filter((key) => !keys.includes(key)));
    if (keys.length === 0) shown.delete(id);
    else shown.set(id, keys);
  };
  return {
    all: () => [ROWS],
    touched: () => (truth.isPending ? [ROWS] : []),
    renewed: {
      everyMs: SIGNS_MS,
      keys() {
        truth.touchReported();
        return [ROWS];
      },
    },
    derive() {
      const upserts = new Map<string, unknown>();
      const deletes: string[] = [];
      truth.work(ROWS_MAX);
      const derived = truth.takeNews();
      for (const id of derived) publish(id, upserts, deletes);
      const protection = { kindOfRow: 'protection', id: 'protection', on: protectionOf(context) };
      upserts.set(rowKey('registry', protection), protection);
      const rows = [{ topic: 'registry', upserts, deletes }];
      return { rows, validUntil: truth.nextEnd(), derived, isLeft: truth.isPending };
    },
  };
}
