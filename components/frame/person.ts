import type { Actor } from '@/lib/model';
import type { ShellData } from '../shell';

/** A person in the top bar: their name, and two letters of it. */
export function personOf(actor: Actor): ShellData['actor'] {
  const words = actor.name.split(/[\s,-]+/).filter((word) => word !== '');
  const initials =
    words.length > 1 ? words.slice(0, 2).map((word) => word.charAt(0)) : [actor.name.slice(0, 2)];
  return { name: actor.name, initials: initials.join('').toUpperCase(), subtitle: actor.name };
}
