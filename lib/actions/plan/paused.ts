import { invalidField, traitsOf, type ChangeTarget, type RawObject } from '@/lib/model';
import { recordAt } from './raw';

/** Refuses a Change while the rollouts are paused, as kubectl does, because nothing would roll out. @throws AppError `invalid-input`. */
export function refusePaused({ kind, name }: ChangeTarget, live: RawObject): void {
  if (traitsOf(kind).pausedBy !== 'spec.paused' || recordAt(live, 'spec').paused !== true) return;
  throw invalidField(
    'target',
    `The rollouts of ${name} are paused: resume them first, with kubectl rollout resume.`,
  );
}
