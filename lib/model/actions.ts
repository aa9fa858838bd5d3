import { isChangeable, traitsOf, WORKLOAD_KINDS, type ChangeableKind, type WorkloadTraits } from './kinds';

/**
 * What a Change may do, apart from the schemas of its parameters (action-params.ts): a page reads this, and does without the library that
 * checks shapes (docs/decisions/0032). Which files a new action touches: docs/decisions/0044.
 */
export interface ActionTraits {
  /** What it does to the pod template: nothing; write it again with the same images, or another. Either makes a new revision. */
  readonly template: 'untouched' | 'again' | 'another';
  /** The parameter that sets the number of replicas, which a policy may bound; null where none does. */
  readonly replicasParam: string | null;
  /** Whether it can be done to a kind of workload that Pilothouse may write. */
  fits(traits: WorkloadTraits): boolean;
}

export const CHANGE_ACTIONS = ['scale', 'deploy', 'restart', 'rollback'] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

export const ACTION_TRAITS: Readonly<Record<ChangeAction, ActionTraits>> = {
  scale: { template: 'untouched', replicasParam: 'replicas', fits: ({ scalable }) => scalable },
  deploy: { template: 'another', replicasParam: null, fits: () => true },
  restart: { template: 'again', replicasParam: null, fits: ({ restartable }) => restartable },
  rollback: { template: 'another', replicasParam: null, fits: ({ revisions }) => revisions !== null },
};

/** The kinds of workloads that an action can be done to. */
export function kindsFor(action: ChangeAction): readonly ChangeableKind[] {
  return WORKLOAD_KINDS.filter(isChangeable).filter((kind) => ACTION_TRAITS[action].fits(traitsOf(kind)));
}
