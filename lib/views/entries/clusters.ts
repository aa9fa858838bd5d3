import { clusterSummary } from '../cluster-summary';
import type { WorldContext } from '../context';
import { wholeCluster } from '../seen';
import { AGGREGATE, AT_ONCE, type OpenView, type View } from '../view';

/** Counts of nodes, pods and objects of a cluster are published at most once a second. */
const COUNTS_MS = 1000;

/** The clusters: their state and counts. */
export const clusters: View = {
  name: 'clusters',
  topics: ['clusters'],
  detail: null,
  cadence: { ...AT_ONCE, laterMs: COUNTS_MS },
  onlyWhileViewed: false,
  scope: AGGREGATE,
  dependsOn: ['placements'],
  open: (_, context) => openClusters(context),
};

function openClusters(context: WorldContext): OpenView {
  const { world, scope } = context;
  return {
    all: () => world.clusters().map(({ info }) => info.name),
    touched: (touched) => touched.clusters,
    touchedLater: (touched) => touched.counts,
    derive(keys) {
      const upserts = new Map<string, unknown>();
      const deletes: string[] = [];
      for (const name of keys) {
        const picture = scope.sees(wholeCluster(name)) ? world.cluster(name) : undefined;
        if (picture) upserts.set(name, clusterSummary(context, picture));
        else deletes.push(name);
      }
      return { rows: [{ topic: 'clusters', upserts, deletes }], validUntil: null };
    },
  };
}
