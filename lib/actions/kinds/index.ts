import { deploy } from './deploy';
import type { ActionKinds } from './kind';
import { restart } from './restart';
import { rollback } from './rollback';
import { scale } from './scale';

export type { ActionKind, ActionKinds, Planned, ReplacedValue } from './kind';

/** What each action does: one line an action. */
export const ACTION_KINDS: ActionKinds = { scale, deploy, restart, rollback };
