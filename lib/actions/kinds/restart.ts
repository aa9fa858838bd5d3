import { ACTION_TRAITS, invalidField, kindsFor, traitsOf } from '@/lib/model';
import { judgeRollout } from '../judge-rollout';
import { refusePaused } from '../plan/paused';
import { recordAt, textAt } from '../plan/raw';
import { replacementOf } from '../plan/replacement';
import { nestedAt, RESTARTED_AT, templatePath } from '../plan/template';
import type { ActionKind } from './kind';

/** The time of the restart, fixed in the plan, so that a repeated write is the same write. */
export interface Restart {
  /** RFC 3339, whole seconds. */
  readonly at: string;
}

/** Replaces the pods by equal ones, as `kubectl rollout restart` does: by an annotation of the pod template. */
export const restart: ActionKind<'restart', Restart> = {
  traits: ACTION_TRAITS.restart,
  field: 'target',
  subject: 'the pod template',
  check({ target }) {
    if (ACTION_TRAITS.restart.fits(traitsOf(target.kind))) return;
    const fitting = kindsFor('restart').join(', ');
    throw invalidField('target.kind', `A ${target.kind} has no pods to restart; expected one of ${fitting}.`);
  },
  resolve: ({ now }) => Promise.resolve({ at: `${now.toISOString().slice(0, 19)}Z` }),
  replacedValue({ target }, live) {
    refusePaused(target, live);
    return { before: textAt(live, ...annotationsPath(target.kind), RESTARTED_AT) ?? '' };
  },
  patch({ intent, resolved }) {
    const [, ...path] = annotationsPath(intent.target.kind);
    return { spec: nestedAt(path, { [RESTARTED_AT]: resolved.at }) };
  },
  owns(fields, { intent }) {
    const annotations = recordAt(fields, ...annotationsPath(intent.target.kind).map((key) => `f:${key}`));
    return `f:${RESTARTED_AT}` in annotations;
  },
  title: ({ intent }) => `Restart ${intent.target.name}`,
  effects: (_planned, { workload }) => [{ code: 'pods', ...replacementOf(workload) }],
  verify: judgeRollout,
};

function annotationsPath(kind: Parameters<typeof templatePath>[0]): readonly string[] {
  return [...templatePath(kind), 'metadata', 'annotations'];
}
