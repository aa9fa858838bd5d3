import type { ClusterIndex } from '../cluster-index';
import type { ServiceIndex } from '../service-index';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';

/** A Kubernetes Service without a workload: an external name, endpoints written by hand, or a selector that matches nothing. */
export interface Orphan {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/** Which rows have such Services; computed again only after `stale` was called. */
export class Orphans {
  private byRow: ReadonlyMap<string, readonly Orphan[]> = new Map();
  private rowOfService = new Map<string, string>();
  private areStale = true;

  constructor(private readonly index: ServiceIndex) {}

  get isPending(): boolean {
    return this.areStale;
  }

  stale(): void {
    this.areStale = true;
  }

  of(row: string): readonly Orphan[] {
    return this.byRow.get(row) ?? [];
  }

  /** The row of a Service without a workload. */
  rowOf(service: Orphan): string | undefined {
    return this.rowOfService.get(keyOf(service));
  }

  /** Rows that have such Services in these clusters. */
  *rowsIn(clusters: ReadonlySet<string>): Iterable<string> {
    for (const [row, orphans] of this.byRow) {
      if (orphans.some(({ cluster }) => clusters.has(cluster))) yield row;
    }
  }

  /** Computes all again where they are stale. Returns the rows whose Services changed. */
  refresh(): readonly string[] {
    if (!this.areStale) return [];
    this.areStale = false;
    const before = this.byRow;
    this.byRow = orphansByRow(this.index);
    this.rowOfService = new Map(
      [...this.byRow].flatMap(([row, orphans]) => orphans.map((orphan) => [keyOf(orphan), row])),
    );
    return [...new Set([...before.keys(), ...this.byRow.keys()])].filter(
      (row) => wordsOf(before.get(row)) !== wordsOf(this.byRow.get(row)),
    );
  }
}

function keyOf({ cluster, namespace, name }: Orphan): string {
  return `${cluster}\n${namespace}\n${name}`;
}

function wordsOf(orphans: readonly Orphan[] | undefined): string {
  return (orphans ?? []).map(keyOf).join('\n\n');
}

/** Such Services of all clusters, by the row of the registry that they belong to. */
function orphansByRow(index: ServiceIndex): ReadonlyMap<string, readonly Orphan[]> {
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

/** The row of the service that the Service's labels name, or of the Component of its name; else a row of its own. */
function rowOf(index: ServiceIndex, { cluster, namespace, name }: Orphan, id: string | undefined): string {
  if (id !== undefined && index.service(id) !== undefined) return id;
  return index.catalog.components.has(name) ? name : `${name}~${namespace}~${cluster}`;
}
