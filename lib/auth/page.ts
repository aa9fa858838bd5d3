import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { Actor } from '@/lib/model';
import { PATH_HEADER, signInPath } from './callback-url';
import { getAuth } from './instance';

/** Who asks for this page; null for no one. */
export async function currentActor(): Promise<Actor | null> {
  return getAuth().actorOf(await headers());
}

/** Who asks for this page. No one is sent to sign in, and comes back here afterwards. Every page calls this first. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  redirect(signInPath((await headers()).get(PATH_HEADER) ?? '/'));
}
