import type { RolloutRow } from '@/lib/model';
import type { Picture } from '../picture';
import { AT_ONCE, type OpenView, type View } from '../view';

/** Placements that one turn derives: about ten milliseconds of work. */
export const PLACEMENTS_MAX = 128;

/**
 * The derived views of placements, and their rollouts. Rows of `placements` are not sent to clients: jobs record history and the catalog
 * from them, and other views depend on this one.
 */
export const placements: View = {
  name: 'placements',
  topics: ['rollouts'],
  detail: null,
  cadence: { ...AT_ONCE, keysMax: PLACEMENTS_MAX },
  onlyWhileViewed: false,
  scope: {
    mode: 'rows',
    sees: (scope, row) => scope.sees((row as RolloutRow).workload),
  },
  dependsOn: [],
  open: openPlacements,
};

function openPlacements({ index, views }: Picture): OpenView {
  /** Ids of the rollout rows that each placement last had. */
  const shown = new Map<string, readonly string[]>();
  return {
    all: () => [...index.allPlacements()].map(({ id }) => id),
    touched: (touched) => touched.placements,
    touchedLater: (touched) => touched.byEvents,
    expired: () => views.takeExpired(),
    derive(keys) {
      const derived = new Map<string, unknown>();
      const rollouts = new Map<string, RolloutRow>();
      const deletes: string[] = [];
      const gone: string[] = [];
      for (const id of keys) {
        const view = views.get(id);
        const rows = view?.rollouts ?? [];
        for (const row of rows) rollouts.set(row.id, row);
        gone.push(...(shown.get(id) ?? []).filter((row) => !rows.some((now) => now.id === row)));
        if (view) {
          derived.set(id, view);
          shown.set(
            id,
            rows.map((row) => row.id),
          );
        } else {
          deletes.push(id);
          shown.delete(id);
        }
      }
      return {
        rows: [
          { topic: 'placements', upserts: derived, deletes },
          // A workload that now belongs to another Service keeps its row.
          { topic: 'rollouts', upserts: rollouts, deletes: gone.filter((row) => !rollouts.has(row)) },
        ],
        validUntil: views.nextExpiry(),
      };
    },
  };
}
