import type { Actor } from '@/lib/model';
import { mayRead, mayRequestChange } from './access';
import type { Permission } from './permission';

/**
 * What effect a call has, from the smallest to the largest:
 * - `read` changes nothing.
 * - `ask` requests something, or sets what belongs to the caller: a session, an instance, a token.
 * - `decide` approves, rejects, withdraws or judges what others rely on.
 * - `execute` writes to a cluster, or starts something that does.
 */
export const EFFECTS = ['read', 'ask', 'decide', 'execute'] as const;
export type Effect = (typeof EFFECTS)[number];

const MAY: Record<Effect, (actor: Actor) => Permission> = {
  read: mayRead,
  ask: mayRead,
  decide: mayRequestChange,
  execute: mayRequestChange,
};

/**
 * Whether an actor may make calls of this effect at all: a viewer neither decides nor executes. What an actor may do with one object is
 * decided by the function for that object, such as `decide`.
 */
export function mayCauseEffect(actor: Actor, effect: Effect): Permission {
  return MAY[effect](actor);
}
