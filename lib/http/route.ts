import type { NextRequest } from 'next/server';
import { z } from 'zod';
import type { Access, Input, Operation } from '@/lib/api';
import { AppError, type Actor } from '@/lib/model';
import { mayCauseEffect, mayRead, mayReadAudit, mayRequestChange } from '@/lib/policy';
import { getRuntime, type Runtime } from '@/lib/runtime';
import { contextOf } from './context';
import { parse, readBody, readQuery } from './input';
import { failureOf, problemResponse } from './problem';
import { registryCaller, registryTokenOf } from './registry-caller';
import { mustBeSameOrigin } from './same-origin';

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
 * Serves one operation: recognises who calls, refuses whom lib/policy refuses, checks the input against the schemas, calls the
 * handler, and turns what it throws into a problem (RFC 9457). A handler's Response is sent as it is.
 */
export function route(operation: Operation): Handler {
  return async (request, context) => {
    const runtime = getRuntime();
    const started = performance.now();
    let actor: Actor | null = null;
    let response: Response;
    try {
      actor = await recognise(operation, request, runtime);
      const input = await readInput(operation, request, context);
      response = respond(operation, await operation.handle(input, contextOf({ actor, request, runtime })));
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

async function recognise(operation: Operation, request: NextRequest, runtime: Runtime): Promise<Actor> {
  const { headers } = request;
  const token = registryTokenOf((name) => headers.get(name), null);
  const actor = await (operation.access === 'registry'
    ? registryCaller(runtime, () => headers, token)
    : runtime.auth.actorOf(headers));
  if (actor === null) {
    throw new AppError('unauthenticated', 'Sign in, or send Authorization: Bearer with a token.');
  }
  for (const access of [MAY[operation.access](actor), mayCauseEffect(actor, operation.effect)]) {
    if (!access.allowed) throw new AppError('forbidden', access.reason);
  }
  if (actor.sessionId !== null && operation.effect !== 'read') {
    mustBeSameOrigin(request.headers, runtime.settings.publicUrl);
  }
  return actor;
}

async function readInput(operation: Operation, request: NextRequest, context: RouteContext): Promise<Input> {
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
