/**
 * What a Change may do, apart from the schemas of its parameters (action-params.ts): a page reads this, and does without the library that
 * checks shapes (docs/decisions/0032). Which files a new action touches: docs/decisions/0044.
 */
export interface ActionTraits {
  /** It writes the pod template: a new revision begins with it. */
  readonly writesTemplate: boolean;
  /** Why it cannot be done to a kind of workload, after "cannot be scaled: "; a kind that is not named fits. */
  readonly unfit: Readonly<Record<string, string>>;
}

export const CHANGE_ACTIONS = ['scale', 'deploy'] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

export const ACTION_TRAITS: Readonly<Record<ChangeAction, ActionTraits>> = {
  scale: {
    writesTemplate: false,
    unfit: {
      DaemonSet: 'a DaemonSet runs one pod a node',
      CronJob: 'a CronJob runs by its schedule',
      Job: 'a Job runs once',
    },
  },
  deploy: { writesTemplate: true, unfit: { Job: 'a Job runs once' } },
};
