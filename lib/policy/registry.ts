import type { Actor } from '@/lib/model';
import { mayRequestChange } from './access';
import { ALLOWED, reasonOf, refused, type Permission } from './permission';

/** Who may register instances of a service: a token of the registry within its globs, or the bootstrap token. People may not. */
export function mayRegister(actor: Actor, service: string): Permission {
  if (actor.registers !== undefined) {
    return mayBeRegisteredBy(actor.registers, service)
      ? ALLOWED
      : refused(`The token ${actor.name} may register ${list(actor.registers)}, not ${service}.`);
  }
  if (actor.sessionId === null && actor.role === 'admin') return ALLOWED;
  return refused('Only a token of the registry may register instances.');
}

/** Whether a token with these globs may register instances of a service. */
export function mayBeRegisteredBy(globs: readonly string[], service: string): boolean {
  return globs.some((glob) => matches(glob, service));
}

/** Who may drain an instance, end its draining or remove it: its own token, and every person but a viewer. */
export function mayDrainInstance(actor: Actor, service: string): Permission {
  return actor.registers === undefined ? mayDrainInstances(actor) : mayRegister(actor, service);
}

/** Whether a person may drain instances, end their draining or remove them, of any service. */
function mayDrainInstances(actor: Actor): Permission {
  return actor.role === 'viewer'
    ? refused('A viewer cannot drain or remove instances of the registry.')
    : ALLOWED;
}

/** Who may create, see and remove the registry's tokens. */
export function mayKeepRegistryTokens(actor: Actor): Permission {
  if (actor.registers === undefined && (actor.role === 'admin' || actor.role === 'lead')) return ALLOWED;
  return refused('Only a lead or an administrator may see and make tokens of the registry.');
}

/**
 * Why a person may not use what the registry's pages offer, each null where they may: requesting Changes of what runs; draining instances,
 * putting them back or removing them.
 */
export function registryRefusals(actor: Actor) {
  return { change: reasonOf(mayRequestChange(actor)), instances: reasonOf(mayDrainInstances(actor)) };
}

/** `*` matches any number of characters. Without regular expressions, so that no glob takes long. */
function matches(glob: string, name: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - at >= last.length && name.endsWith(last);
}

function list(globs: readonly string[]): string {
  return globs.length > 3 ? `${globs.slice(0, 3).join(', ')} and ${globs.length - 3} more` : globs.join(', ');
}
