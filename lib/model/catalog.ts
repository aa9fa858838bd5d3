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

/** A placement as the database keeps it: what vanished from its cluster is marked, not deleted. */
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

/** What the database knows of the catalog, held in memory by each process and reloaded when another one changes it. */
export interface CatalogSnapshot {
  readonly entities: readonly CatalogEntity[];
  readonly placements: readonly KnownPlacement[];
  /** Verdicts of people on edges of the map. */
  readonly verdicts?: readonly KeptVerdict[];
}

export const EMPTY_CATALOG: CatalogSnapshot = { entities: [], placements: [] };

/** Which Service a workload belongs to, for code that writes. Implemented by lib/reads/service-lookup.ts. */
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
   * The callers of a target, as one scope sees them: the names of direct callers, how many more call it through them, and how many
   * callers of both sorts the scope does not see.
   */
  dependentsOf(target: {
    readonly cluster: string;
    readonly namespace: string;
    readonly kind: string;
    readonly name: string;
  }): { readonly direct: readonly string[]; readonly indirect: number; readonly unseen: number };
}
