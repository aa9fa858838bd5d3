import { EVERYTHING, type Actor, type ChangeIntent, type Scope } from '@/lib/model';

/** The scope of a registry token, which can register and discover and nothing else. */
const NOTHING: Scope = { key: 'none', sees: () => false };

/** What an actor may see: everyone who may sign in sees everything, because inside the company it is no secret what runs where. */
export function scopeOf(actor: Actor): Scope {
  return actor.registers === undefined ? EVERYTHING : NOTHING;
}

/** Whether a scope includes a Change, with every target that it writes to. */
export function seesChange(
  scope: Scope,
  { steps }: { readonly steps: readonly { readonly intent: Pick<ChangeIntent, 'target'> }[] },
): boolean {
  return steps.every(({ intent }) => scope.sees(intent.target));
}
