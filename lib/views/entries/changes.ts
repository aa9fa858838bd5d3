import type { ChangeSummary } from '@/lib/model';
import type { Picture } from '../picture';
import { AT_ONCE, type OpenView, type View } from '../view';

/** The Changes as they were last read from the database. */
export const changes: View = {
  name: 'changes',
  topics: ['changes'],
  detail: null,
  cadence: AT_ONCE,
  onlyWhileViewed: false,
  scope: { mode: 'rows', sees: (scope, row) => scope.sees((row as ChangeSummary).target) },
  dependsOn: [],
  open: ({ ground }) => openChanges(ground),
};

function openChanges({ changes: source }: Picture['ground']): OpenView {
  let shown = new Set<string>();
  return {
    all: () => source.current().map(({ id }) => id),
    touched: (touched) => touched.changes,
    derive(keys) {
      const held = new Map(source.current().map((change) => [change.id, change]));
      const upserts = new Map([...held].filter(([id]) => keys.has(id)));
      // A new Change may have replaced the oldest one.
      const deletes = [...shown].filter((id) => !held.has(id));
      shown = new Set(held.keys());
      return { rows: [{ topic: 'changes', upserts, deletes }], validUntil: null };
    },
  };
}
