import type { Disagreement, Fix, Receipt, RegistryInstance, Truth } from '@/lib/model';
import type { KubernetesInstance } from './kubernetes-instances';
import type { PlaceFacts, RegisteredFacts, RegistryFacts } from './facts';

/**
 * A disagreement as the objects show it. It is reported when it has lasted for `graceMs`, counted from `since` where
 * the objects show that, else from when it was first found: the watches of different kinds are not synchronous, so that
 * a disagreement of a moment means nothing.
 */
export interface RegistryFinding extends Pick<
  Disagreement,
  | 'kind'
  | 'address'
  | 'instances'
  | 'cluster'
  | 'namespace'
  | 'environment'
  | 'declared'
  | 'registered'
  | 'running'
  | 'sentence'
  | 'ahead'
  | 'since'
> {
  /** Unique within its row and kind. */
  readonly key: string;
  readonly graceMs: number;
  readonly receipts: Receipt[];
  readonly fix: Fix | null;
}

/** A row's facts with the instances that were derived from them. */
export interface Row {
  readonly facts: RegistryFacts;
  readonly kubernetes: ReadonlyMap<PlaceFacts, readonly KubernetesInstance[]>;
  readonly registered: readonly { readonly facts: RegisteredFacts; readonly instance: RegistryInstance }[];
  readonly now: Date;
}

export const GRACE_MS = 30_000;
export const NOWHERE = { cluster: null, namespace: null, environment: null } as const;

export function placeOf({ cluster, namespace, environment }: PlaceFacts) {
  return { cluster, namespace, environment };
}

/** A finding of a row with default values: of no place, reported after the usual grace, without a fix and without anything to come. */
export function findingOf(
  row: Row,
  fields: Pick<
    RegistryFinding,
    'kind' | 'key' | 'address' | 'instances' | 'registered' | 'running' | 'sentence'
  > &
    Partial<RegistryFinding>,
): RegistryFinding {
  return {
    ...NOWHERE,
    declared: declaredTruth(row.facts),
    ahead: null,
    since: null,
    graceMs: GRACE_MS,
    receipts: [],
    fix: null,
    ...fields,
  };
}

/** What the catalog declares about the service. */
export function declaredTruth({ component, owner }: RegistryFacts): Truth {
  if (component !== null) return truth('yes', 'declared', 'catalog-info.yaml');
  if (owner !== null) return truth('yes', 'declared', `owner label, ${owner}`);
  return truth('no', 'not declared', 'no catalog-info.yaml');
}

export function truth(says: Truth['says'], word: string, detail: string, at: string | null = null): Truth {
  return { says, word, detail, at };
}

/** `Self`, `Consul API`: how it was registered. */
export const SOURCE_WORDS = { self: 'Self', consul: 'Consul API', kubernetes: 'EndpointSlice' } as const;
