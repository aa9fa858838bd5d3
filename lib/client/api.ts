import type { z } from 'zod';
import { ApiError, problemOf } from './api-error';
import type { Schemas } from './schemas';

interface Call<S extends z.ZodType> {
  /** The schema of the answer: an answer of another server version is refused here, not in a component. */
  readonly schema: (schemas: Schemas) => S;
  readonly signal?: AbortSignal;
}

export interface GetCall<S extends z.ZodType> extends Call<S> {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
}

export interface PutCall<S extends z.ZodType> extends Call<S> {
  readonly body: unknown;
}

export interface PostCall<S extends z.ZodType> extends Call<S> {
  readonly body: unknown;
  /** One key for each intent: the server answers a repetition with the first answer. */
  readonly idempotencyKey: string;
}

/** Calls of `/api/v1`. Each throws ApiError: a problem of the server, or `unreachable` when none answered. */
export const api = {
  get<S extends z.ZodType>(path: string, { schema, query, signal }: GetCall<S>): Promise<z.output<S>> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) search.set(name, String(value));
    }
    const url = search.size > 0 ? `${path}?${search.toString()}` : path;
    return send(url, { method: 'GET', headers: { accept: 'application/json' }, signal }, schema);
  },

  post<S extends z.ZodType>(path: string, call: PostCall<S>): Promise<z.output<S>> {
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': call.idempotencyKey,
    };
    const body = JSON.stringify(call.body);
    return send(path, { method: 'POST', headers, body, signal: call.signal }, call.schema);
  },

  /** Idempotent: may be repeated. */
  put<S extends z.ZodType>(path: string, { schema, body, signal }: PutCall<S>): Promise<z.output<S>> {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    return send(path, { method: 'PUT', headers, body: JSON.stringify(body), signal }, schema);
  },

  delete<S extends z.ZodType>(path: string, { schema, signal }: Call<S>): Promise<z.output<S>> {
    return send(path, { method: 'DELETE', headers: { accept: 'application/json' }, signal }, schema);
  },
};

async function send<S extends z.ZodType>(
  url: string,
  init: RequestInit,
  schema: (schemas: Schemas) => S,
): Promise<z.output<S>> {
  let response: Response;
  const shapes = loadSchemas();
  // A failure is thrown where the schemas are awaited; error answers do not need them.
  shapes.catch(() => undefined);
  try {
    response = await fetch(url, { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw ApiError.unreachable(cause);
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, answer);
  const parsed = schema(await shapes.catch(stale)).safeParse(answer);
  if (!parsed.success) throw ApiError.unreadable(response.status, parsed.error);
  return parsed.data;
}

/** The schemas of answers, loaded once. */
export async function loadSchemas(): Promise<Schemas> {
  return (await import('./schemas')).schemas;
}

/** A script of the page could not be loaded: the server has another version now, or is unreachable. */
function stale(cause: unknown): never {
  throw ApiError.unreadable(0, cause);
}
