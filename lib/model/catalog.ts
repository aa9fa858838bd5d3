import type { KeptVerdict } from './topology';

/** Backstage's entity kinds that Pilothouse reads (backstage.io/docs/features/software-catalog/descriptor-format). */
export const ENTITY_KINDS = ['Component', 'System', 'Domain', 'API', 'Resource', 'Group', 'User'] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** An entity of a catalog-info.yaml, reshaped at the boundary: references are whole (`group:default/payments`). */
export interface CatalogEntity {
  readonly ref: string;
  readonly kind: EntityKind;
  readonly namespace: string;
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
  readonly type: string | null;
  readonly lifecycle: string | null;
  /** `group:default/payments`, or a user. */
  readonly owner: string | null;
  readonly system: string | null;
  readonly domain: string | null;
  readonly dependsOn: readonly string[];
  readonly providesApis: readonly string[];
  readonly consumesApis: readonly string[];
  /** Of a User: its groups. Of a Group: its parent alone, if any. */
  readonly memberOf: readonly string[];
}

/** A placement as Postgres remembers it: what vanished from its cluster is marked, not deleted. */
export interface KnownPlacement {
  readonly id: string;
  readonly service: string;
  readonly serviceName: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly firstSeenAt: string;
  readonly vanishedAt: string | null;
  /** Kinds and names of its workloads when last seen: `Deployment search`. */
  readonly workloads: readonly string[];
}

/** What the database knows of the catalog, held in memory by each process and reloaded when told. */
export interface CatalogSnapshot {
  readonly entities: readonly CatalogEntity[];
  readonly placements: readonly KnownPlacement[];
  /** What people said of edges of the map. */
  readonly verdicts?: readonly KeptVerdict[];
}

export const EMPTY_CATALOG: CatalogSnapshot = { entities: [], placements: [] };

/** Which Service a workload belongs to, for those that write: implemented by the index of lib/reads. */
export interface ServiceLookup {
  ofWorkload(target: {
    readonly cluster: string;
    readonly namespace: string;
    readonly kind: string;
    readonly name: string;
  }): {
    readonly id: string;
    readonly name: string;
    /** A group's name without kind and namespace: `payments`. */
    readonly owner: string | null;
    readonly environment: string;
  } | null;
  /**
   * Who calls what stands there, as one scope sees it: names of those that do so directly, how many more do through them, and how many do
   * either way that the scope does not see.
   */
  dependentsOf(target: {
    readonly cluster: string;
    readonly namespace: string;
    readonly kind: string;
    readonly name: string;
  }): { readonly direct: readonly string[]; readonly indirect: number; readonly unseen: number };
}
