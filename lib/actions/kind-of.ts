import type { ChangeIntent } from '@/lib/model';
import type { ExecutionContext } from './context';
import { ACTION_KINDS, type ActionKind } from './kinds';

/** The implementation of an intent's action. */
export function kindOf(
  { kinds = ACTION_KINDS }: Pick<ExecutionContext, 'kinds'>,
  intent: ChangeIntent,
): ActionKind {
  return kinds[intent.action];
}
