import type { NextRequest } from 'next/server';
import { z } from 'zod';
import type { Access, Declaration, Input, Operation } from '@/lib/api';
import type { RequestHeaders } from '@/lib/auth';
import { AppError, type Actor } from '@/lib/model';
import { mayCauseEffect, mayRead, mayReadAudit, mayRequestChange } from '@/lib/policy';
import { getRuntime, type Runtime } from '@/lib/runtime';
import type { Call } from './call';
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

/** Serves one operation by Next's handler of a route. */
export function route(operation: Operation): Handler {
  return async (request, context) => {
    const call = {
      method: request.method,
      path: request.nextUrl.pathname,
      query: request.nextUrl.searchParams,
      headers: request.headers,
      params: await context.params,
      body: (request.body ?? []) as Call['body'],
    };
    return answerCall(operation, { call, runtime: getRuntime() }, async (input, actor, runtime) =>
      respond(operation, await operation.handle(input, contextOf(actor, runtime))),
    );
  };
}

export interface ReceivedCall {
  readonly call: Call;
  readonly runtime: Runtime;
}

/**
 * Answers a call of one operation: recognises the caller, asks lib/policy whether the call is allowed, validates the input, runs the
 * handler, and turns errors into a problem document (RFC 9457). Counts and logs the answer. Never rejects.
 */
export async function answerCall<Answer>(
  operation: Declaration,
  { call, runtime }: ReceivedCall,
  handle: (input: Input, actor: Actor, runtime: Runtime) => Promise<Answer>,
): Promise<Answer | Response> {
  const started = performance.now();
  let actor: Actor | null = null;
  let answer: Answer | Response;
  try {
    actor = await recognise(operation, call, runtime);
    answer = await handle(await readInput(operation, call), actor, runtime);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.problem.status >= 500) {
      runtime.log.error({ operation: operation.id, id: failure.problem.id, err: error }, 'request failed');
    }
    answer = problemResponse(failure);
  }
  const status = answer instanceof Response ? answer.status : 200;
  const seconds = (performance.now() - started) / 1000;
  runtime.metrics.answered({ operation: operation.id, status, seconds });
  runtime.log.info(
    {
      operation: operation.id,
      method: call.method,
      path: call.path,
      status,
      ms: Math.round(seconds * 1000),
      actor: actor?.id ?? null,
    },
    'request',
  );
  return answer;
}

async function recognise(operation: Declaration, { headers }: Call, runtime: Runtime): Promise<Actor> {
  const actor = await (operation.access === 'registry'
    ? registryCaller(runtime, headers, registryTokenOf(headers, null))
    : runtime.auth.actorOf(headers));
  if (actor === null) {
    throw new AppError('unauthenticated', 'Sign in, or send Authorization: Bearer with a token.');
  }
  for (const access of [MAY[operation.access](actor), mayCauseEffect(actor, operation.effect)]) {
    if (!access.allowed) throw new AppError('forbidden', access.reason);
  }
  if (actor.sessionId !== null && operation.effect !== 'read') {
    mustBeSameOrigin(headers, runtime.settings.publicUrl);
  }
  return actor;
}

async function readInput(operation: Declaration, call: Call): Promise<Input> {
  const { params, query, body } = operation;
  return {
    params: params && parse(params, call.params),
    query: readQuery(query ?? z.strictObject({}), call.query),
    body: body && (await readBody(body, call)),
    idempotencyKey: operation.idempotent ? idempotencyKeyOf(call.headers) : undefined,
  };
}

function idempotencyKeyOf(headers: RequestHeaders): string | undefined {
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
