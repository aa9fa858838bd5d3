import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { AppError, type Actor } from '@/lib/model';
import { mayRead, mayReadAudit, mayRequestChange } from '@/lib/policy';
import { getRuntime, type Runtime } from '@/lib/runtime';
import { parse, readBody, readQuery } from './input';
import type { Access, Method, Operation } from './operation';
import { failureOf, problemResponse, ProtocolError } from './problem';
import { registryCaller, registryTokenOf } from './registry-caller';
import { mustBeSameOrigin } from './same-origin';

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a use case is called with: who asks, and input that its schema has passed. */
export interface Call<O extends Operation> {
  readonly actor: Actor;
  readonly params: Output<O['params']>;
  readonly query: Output<O['query']>;
  readonly body: Output<O['body']>;
  readonly idempotencyKey: string | undefined;
  readonly request: NextRequest;
  readonly runtime: Runtime;
}

/** The answer as its schema says it; use cases answer with readonly lists. */
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
export type Answer<O extends Operation> = DeepReadonly<z.output<O['answer']>> | Response;

export type Handler = (request: NextRequest, context: RouteContext) => Promise<Response>;
interface RouteContext {
  readonly params: Promise<unknown>;
}

const MAY: Record<Access, (actor: Actor) => ReturnType<typeof mayRead>> = {
  read: mayRead,
  audit: mayReadAudit,
  change: mayRequestChange,
  registry: mayRead,
};

/** Printable characters that need no quoting; long enough for any client's key. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Serves one operation: recognises who asks, refuses whom lib/policy refuses, checks the input against the schemas, calls the use
 * case, and turns what it throws into a problem (RFC 9457). A use case's Response is sent as it is.
 */
export function route<O extends Operation>(
  operation: O,
  handle: (call: Call<O>) => Answer<O> | Promise<Answer<O>>,
): Handler {
  return async (request, context) => {
    const runtime = getRuntime();
    const started = performance.now();
    let actor: Actor | null = null;
    let response: Response;
    try {
      actor = await recognise(operation, request, runtime);
      const call = { actor, request, runtime, ...(await readInput(operation, request, context)) };
      response = respond(operation, await handle(call as Call<O>));
    } catch (error) {
      const failure = failureOf(error);
      if (failure.problem.status >= 500) {
        runtime.log.error({ operation: operation.id, id: failure.problem.id, err: error }, 'request failed');
      }
      response = problemResponse(failure);
    }
    const seconds = (performance.now() - started) / 1000;
    runtime.metrics.answered({ operation: operation.id, status: response.status, seconds });
    runtime.log.info(
      {
        operation: operation.id,
        method: request.method,
        path: request.nextUrl.pathname,
        status: response.status,
        ms: Math.round(seconds * 1000),
        actor: actor?.id ?? null,
      },
      'request',
    );
    return response;
  };
}

/** The handlers of one address; its other methods answer 405 and say which there are (RFC 9110 §15.5.6). */
export function methods<M extends Partial<Record<Method, Handler>>>(served: M) {
  const allow = [...Object.keys(served), ...('GET' in served ? ['HEAD'] : [])].join(', ');
  const refuse: Handler = (request) => {
    const sentence = `${request.method} is not served here; there is ${allow}.`;
    return Promise.resolve(
      problemResponse(failureOf(new ProtocolError('method-not-allowed', sentence, { allow }))),
    );
  };
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, ...served };
}

async function recognise(operation: Operation, request: NextRequest, runtime: Runtime): Promise<Actor> {
  const { headers } = request;
  const token = registryTokenOf((name) => headers.get(name), null);
  const actor = await (operation.access === 'registry'
    ? registryCaller(runtime, () => headers, token)
    : runtime.auth.actorOf(headers));
  if (actor === null) {
    throw new AppError('unauthenticated', 'Sign in, or send Authorization: Bearer with a token.');
  }
  const access = MAY[operation.access](actor);
  if (!access.allowed) throw new AppError('forbidden', access.reason);
  if (actor.sessionId !== null) {
    mustBeSameOrigin(request.method, request.headers, runtime.settings.publicUrl);
  }
  return actor;
}

async function readInput(operation: Operation, request: NextRequest, context: RouteContext) {
  const { params, query, body } = operation;
  return {
    params: params && parse(params, await context.params),
    query: readQuery(query ?? z.strictObject({}), request.nextUrl.searchParams),
    body: body && (await readBody(body, request)),
    idempotencyKey: operation.idempotent ? idempotencyKeyOf(request.headers) : undefined,
  };
}

function idempotencyKeyOf(headers: Headers): string | undefined {
  const key = headers.get('idempotency-key') ?? undefined;
  if (key === undefined || IDEMPOTENCY_KEY.test(key)) return key;
  const message = 'expected 1 to 200 printable characters without spaces';
  throw new AppError('invalid-input', `Idempotency-Key: ${message}.`, {
    fields: [{ field: 'Idempotency-Key', message }],
  });
}

function respond(operation: Operation, answer: unknown): Response {
  if (answer instanceof Response) return answer;
  return new Response(JSON.stringify(answer), {
    status: operation.status ?? 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}
