import { addressIn } from '@/lib/auth/attempts';
import { AppError, type Actor } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';
import type { RegistryGrant } from '@/lib/registry';

/**
 * Who calls the registry: the holder of one of its tokens, by memory alone once it is known; else whoever lib/auth knows.
 *
 * @param headers Asked for only where the token is none of the registry's: making them costs more than a heartbeat.
 * @throws AppError `unauthenticated`, `too-many-requests`.
 */
export function registryCaller(
  runtime: Runtime,
  headers: () => Headers,
  token: string | null,
): Actor | Promise<Actor> {
  const grant = token === null ? null : runtime.registry.tokens.grantOf(token);
  if (grant !== null) return actorOf(grant);
  return callerUnknown(runtime, token === null ? headers() : withToken(headers(), token), token);
}

/** A token may have been made a moment ago, here or by another process; who guessed too often is not looked up. */
async function callerUnknown(runtime: Runtime, given: Headers, token: string | null): Promise<Actor> {
  if (token !== null) {
    runtime.auth.attempts.mustBeAllowed(addressIn(given.get('x-forwarded-for')));
    const grant = await runtime.registry.tokens.find(token);
    if (grant !== null) return actorOf(grant);
  }
  const actor = await runtime.auth.actorOf(given);
  if (actor !== null) return actor;
  throw new AppError(
    'unauthenticated',
    'Send a token of the registry: Authorization: Bearer, or X-Consul-Token.',
  );
}

/** The token of a request: `Authorization: Bearer`, Consul's own header, or Consul's `token` parameter. */
export function registryTokenOf(
  header: (name: string) => string | null | undefined,
  parameter: string | null,
): string | null {
  const bearer = /^Bearer +(\S+) *$/i.exec(header('authorization') ?? '')?.[1];
  return bearer ?? header('x-consul-token') ?? parameter;
}

function withToken(headers: Headers, token: string): Headers {
  const given = new Headers(headers);
  given.set('authorization', `Bearer ${token}`);
  return given;
}

function actorOf({ name, services }: RegistryGrant): Actor {
  return {
    id: `token:${name}`,
    name: `Registry token ${name}`,
    role: 'viewer',
    groups: [],
    sessionId: null,
    registers: services,
  };
}
