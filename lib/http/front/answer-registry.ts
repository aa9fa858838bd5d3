import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressIn } from '@/lib/auth/attempts';
import type { Actor } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';
import { answerConsul, consulFailure } from '../consul/answer';
import { failureOf } from '../problem';
import { registryCaller, registryTokenOf } from '../registry-caller';
import { mustBeSameOrigin } from '../same-origin';
import { readJson, type FrontAnswer, type FrontCall } from './call';
import { answerHeartbeat, HEARTBEAT } from './heartbeat';
import { headersOf, targetOf } from './request';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Whether a request is for the part of the registry that is answered before Next: Consul's API, and heartbeats. */
export function isOfRegistry(url: string): boolean {
  return url.startsWith('/v1/') || (url.startsWith('/api/v1/registry/') && HEARTBEAT.test(url));
}

/** Answers a request of which `isOfRegistry` is true. Never rejects. */
export async function answerRegistry(
  request: IncomingMessage,
  response: ServerResponse,
  runtime: Runtime,
): Promise<void> {
  const begun = performance.now();
  const consul = request.url?.startsWith('/v1/') ?? false;
  let answer: FrontAnswer;
  try {
    const call = await readCall(request, response, runtime);
    answer = await (consul ? answerConsul(call) : answerHeartbeat(call));
  } catch (error) {
    answer = failed(error, consul, runtime);
  }
  send(response, answer);
  const seconds = (performance.now() - begun) / 1000;
  runtime.metrics.answered({ operation: answer.operation, status: answer.status, seconds });
  // Logged at debug only: at info, the heartbeats of many instances would hide everything else in the log.
  if (!runtime.log.isLevelEnabled('debug')) return;
  const { operation, status } = answer;
  runtime.log.debug({ operation, method: request.method, status, ms: Math.round(seconds * 1000) }, 'request');
}

async function readCall(
  request: IncomingMessage,
  response: ServerResponse,
  runtime: Runtime,
): Promise<FrontCall> {
  const { path, query } = targetOf(request);
  const method = request.method ?? 'GET';
  const headers = headersOf(request);
  const found = registryCaller(runtime, headers, registryTokenOf(headers, query.get('token')));
  const actor: Actor = found instanceof Promise ? await found : found;
  // The operation is not known yet, but the method shows whether it may change anything (RFC 9110 §9.2.1).
  if (actor.sessionId !== null && !SAFE_METHODS.includes(method)) {
    mustBeSameOrigin(headers, runtime.settings.publicUrl);
  }
  const from = headers.get('x-forwarded-for');
  return {
    method,
    path: path.split('/').slice(1).map(decode),
    query,
    runtime,
    actor,
    from: from === null || from === '' ? null : addressIn(from).replace(/^::ffff:/, ''),
    // Created on demand: only blocking queries need it.
    signal: () => {
      const gone = new AbortController();
      if (response.destroyed) gone.abort();
      else response.once('close', () => gone.abort());
      return gone.signal;
    },
    json: () => readJson(request),
  };
}

function failed(error: unknown, consul: boolean, runtime: Runtime): FrontAnswer {
  if (consul) {
    const failure = consulFailure(error);
    if (failure.status === 500) runtime.log.error({ err: error }, 'request failed');
    return failure;
  }
  const { problem, headers } = failureOf(error);
  if (problem.status === 500) runtime.log.error({ id: problem.id, err: error }, 'request failed');
  return {
    operation: 'heartbeatInstance',
    status: problem.status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
    body: JSON.stringify(problem),
  };
}

function send(response: ServerResponse, { status, headers, body }: FrontAnswer): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...headers,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
