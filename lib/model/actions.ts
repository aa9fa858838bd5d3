import { isChangeable, traitsOf, WORKLOAD_KINDS, type ChangeableKind, type WorkloadTraits } from './kinds';

/**
 * The actions of a Change, without the schemas of their parameters (action-params.ts), so that a page that reads this does not load zod
 * (docs/decisions/0032). Which files a new action touches: docs/decisions/0044.
 */
export interface ActionTraits {
  /** What it does to the pod template: nothing; writes it again with the same images; or writes another one. The last two make a new revision. */
  readonly template: 'untouched' | 'again' | 'another';
  /** The parameter that sets the number of replicas, which a policy may bound; null where none does. */
  readonly replicasParam: string | null;
  /** Whether the action applies to a kind of workload that Pilothouse may write. */
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

/** The kinds of workloads that an action applies to. */
export function kindsFor(action: ChangeAction): readonly ChangeableKind[] {
  return WORKLOAD_KINDS.filter(isChangeable).filter((kind) => ACTION_TRAITS[action].fits(traitsOf(kind)));
}
