import type { Disagreement, Fix, Receipt, RegistryInstance, Truth } from '@/lib/model';
import type { KubernetesInstance } from './kubernetes-instances';
import type { PlaceFacts, RegisteredFacts, RegistryFacts } from './facts';

/**
 * A disagreement as the objects show it. It is told when it has lasted for `graceMs`, from `since` on where the objects tell, else from
 * when it was first found: streams of different kinds are not one picture, and what just begins is no disagreement.
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

/** A row's facts with the instances that were made of them. */
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

/** A finding of a row: of no place, told after the usual while, without anything to mend or to come, unless it says otherwise. */
export function findingOf(
  row: Row,
  told: Pick<
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
    ...told,
  };
}

/** What the catalog says of the service as such. */
export function declaredTruth({ component, owner }: RegistryFacts): Truth {
  if (component !== null) return truth('yes', 'declared', 'catalog-info.yaml');
  if (owner !== null) return truth('yes', 'declared', `owner label, ${owner}`);
  return truth('no', 'not declared', 'no catalog-info.yaml');
}

export function truth(says: Truth['says'], word: string, detail: string, at: string | null = null): Truth {
  return { says, word, detail, at };
}

/** `Self`, `Consul API`: who reported it. */
export const SOURCE_WORDS = { self: 'Self', consul: 'Consul API', kubernetes: 'EndpointSlice' } as const;
