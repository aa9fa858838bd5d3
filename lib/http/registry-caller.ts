import type { RequestHeaders } from '@/lib/auth';
import { addressIn } from '@/lib/auth/attempts';
import { AppError, type Actor } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';
import type { RegistryGrant } from '@/lib/registry';

/**
 * The caller of the registry: the holder of one of its tokens, or a caller that lib/auth recognises. Known tokens are found in memory,
 * without a query.
 *
 * @throws AppError `unauthenticated`, `too-many-requests`.
 */
export function registryCaller(
  runtime: Runtime,
  headers: RequestHeaders,
  token: string | null,
): Actor | Promise<Actor> {
  const grant = token === null ? null : runtime.registry.tokens.grantOf(token);
  if (grant !== null) return actorOf(grant);
  return callerUnknown(runtime, token === null ? headers : withToken(headers, token), token);
}

/** Looks a token up in the database, because it may be new; not for an address that has sent too many wrong tokens. */
async function callerUnknown(
  runtime: Runtime,
  headers: RequestHeaders,
  token: string | null,
): Promise<Actor> {
  if (token !== null) {
    runtime.auth.attempts.mustBeAllowed(addressIn(headers.get('x-forwarded-for')));
    const grant = await runtime.registry.tokens.find(token);
    if (grant !== null) return actorOf(grant);
  }
  const actor = await runtime.auth.actorOf(headers);
  if (actor !== null) return actor;
  throw new AppError(
    'unauthenticated',
    'Send a token of the registry: Authorization: Bearer, or X-Consul-Token.',
  );
}

/** The token of a request: `Authorization: Bearer`, Consul's own header, or Consul's `token` parameter. */
export function registryTokenOf(headers: RequestHeaders, parameter: string | null): string | null {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? headers.get('x-consul-token') ?? parameter;
}

function withToken(headers: RequestHeaders, token: string): RequestHeaders {
  return { get: (name) => (name === 'authorization' ? `Bearer ${token}` : headers.get(name)) };
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
