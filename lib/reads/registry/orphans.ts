import type { ClusterIndex } from '../cluster-index';
import type { ServiceIndex } from '../service-index';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';

/** A Kubernetes Service that no workload stands behind: an external name, endpoints written by hand, a selector of nothing. */
export interface Orphan {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/** Those of all clusters, by the row of the registry that they belong to. */
export function orphansByRow(index: ServiceIndex): ReadonlyMap<string, readonly Orphan[]> {
  const rows = new Map<string, Orphan[]>();
  for (const cluster of index.allClusters()) {
    for (const { metadata } of cluster.picture.all('Service')) {
      const { namespace, name } = metadata;
      if (isBacked(cluster, namespace, name)) continue;
      const id = metadata.labels[KUBERNETES_ID] ?? metadata.annotations[KUBERNETES_ID];
      const row = rowOf(index, { cluster: cluster.name, namespace, name }, id);
      const held = rows.get(row);
      if (held) held.push({ cluster: cluster.name, namespace, name });
      else rows.set(row, [{ cluster: cluster.name, namespace, name }]);
    }
  }
  return rows;
}

function isBacked(cluster: ClusterIndex, namespace: string, name: string): boolean {
  const within = cluster.knows(namespace);
  if (within === undefined) return false;
  return (
    within.selectedBy(name).length > 0 ||
    within.governedBy(name).length > 0 ||
    within.claimedBy(name).length > 0
  );
}

/** A Service that says whose it is, or bears the name of a Component, is that one's; else it is a row of its own. */
function rowOf(index: ServiceIndex, { cluster, namespace, name }: Orphan, id: string | undefined): string {
  if (id !== undefined && index.service(id) !== undefined) return id;
  return index.catalog.components.has(name) ? name : `${name}~${namespace}~${cluster}`;
}
