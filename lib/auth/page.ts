import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { Actor } from '@/lib/model';
import { PATH_HEADER, signInPath } from './callback-url';
import { getAuth } from './instance';

/** The actor who requests this page; null: not signed in. */
export async function currentActor(): Promise<Actor | null> {
  return getAuth().actorOf(await headers());
}

/** The actor who requests this page. Redirects to the sign-in page, and back afterwards, where nobody is signed in. Every page calls this first. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  redirect(signInPath((await headers()).get(PATH_HEADER) ?? '/'));
}
