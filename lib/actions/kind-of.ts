import type { ChangeIntent } from '@/lib/model';
import type { ExecutionContext } from './context';
import { ACTION_KINDS, type ActionKind } from './kinds';

/** What the action of an intent does. */
export function kindOf(
  { kinds = ACTION_KINDS }: Pick<ExecutionContext, 'kinds'>,
  intent: ChangeIntent,
): ActionKind {
  return kinds[intent.action];
}
