import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressIn } from '@/lib/auth/attempts';
import type { Actor } from '@/lib/model';
import { getRuntime, type Runtime } from '@/lib/runtime';
import { answerConsul, consulFailure } from '../consul/answer';
import { failureOf } from '../problem';
import { registryCaller, registryTokenOf } from '../registry-caller';
import { mustBeSameOrigin } from '../same-origin';
import { readJson, type FrontAnswer, type FrontCall } from './call';
import { answerHeartbeat, HEARTBEAT } from './heartbeat';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Whether a request is the registry's own: Consul's API, and heartbeats. */
export function isFront(url: string): boolean {
  return url.startsWith('/v1/') || (url.startsWith('/api/v1/registry/') && HEARTBEAT.test(url));
}

/** Answers a request of which `isFront` is true. Never rejects. */
export async function answerFront(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const begun = performance.now();
  const runtime = getRuntime();
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
  // At info a fleet would write nothing but its heartbeats.
  if (!runtime.log.isLevelEnabled('debug')) return;
  const { operation, status } = answer;
  runtime.log.debug({ operation, method: request.method, status, ms: Math.round(seconds * 1000) }, 'request');
}

async function readCall(
  request: IncomingMessage,
  response: ServerResponse,
  runtime: Runtime,
): Promise<FrontCall> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = (mark < 0 ? url : url.slice(0, mark)).split('/').slice(1).map(decode);
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark));
  const method = request.method ?? 'GET';
  const token = registryTokenOf((name) => headerOf(request, name), query.get('token'));
  const found = registryCaller(runtime, () => headersOf(request), token);
  const actor: Actor = found instanceof Promise ? await found : found;
  // What is called is not known yet: the method says whether it may change anything (RFC 9110 §9.2.1).
  if (actor.sessionId !== null && !SAFE_METHODS.includes(method)) {
    mustBeSameOrigin(headersOf(request), runtime.settings.publicUrl);
  }
  const from = headerOf(request, 'x-forwarded-for') ?? request.socket.remoteAddress ?? null;
  return {
    method,
    path,
    query,
    runtime,
    actor,
    from: from === null ? null : addressIn(from).replace(/^::ffff:/, ''),
    // Only who waits asks for it.
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

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', request.socket.remoteAddress ?? '');
  return headers;
}
