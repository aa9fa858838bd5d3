import { EVERYTHING, type Actor, type ChangeIntent, type Scope } from '@/lib/model';

/** Of a token of the registry, which registers and discovers and does nothing else. */
const NOTHING: Scope = { key: 'none', sees: () => false };

/** What an actor may see: whoever may sign in sees everything, for what runs where is no secret inside the company. */
export function scopeOf(actor: Actor): Scope {
  return actor.registers === undefined ? EVERYTHING : NOTHING;
}

/** Whether a scope holds a Change: every target that it writes to. */
export function seesChange(
  scope: Scope,
  { steps }: { readonly steps: readonly { readonly intent: Pick<ChangeIntent, 'target'> }[] },
): boolean {
  return steps.every(({ intent }) => scope.sees(intent.target));
}
