import { invalidField, traitsOf, type ChangeTarget, type RawObject } from '@/lib/model';
import { recordAt } from './raw';

/** @throws AppError `invalid-input`: nothing rolls out while the rollouts are paused, so kubectl refuses it too. */
export function refusePaused({ kind, name }: ChangeTarget, live: RawObject): void {
  if (traitsOf(kind).pausedBy !== 'spec.paused' || recordAt(live, 'spec').paused !== true) return;
  throw invalidField('target', `The rollouts of ${name} are paused: resume it first.`);
}
