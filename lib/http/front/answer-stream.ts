import type { IncomingMessage, ServerResponse } from 'node:http';
import { isStreamed, OPERATIONS, type Operation } from '@/lib/api';
import type { Runtime } from '@/lib/runtime';
import { failureOf, problemResponse, ProtocolError } from '../problem';
import { answerCall } from '../route';
import { headersOf, type Target } from './request';

/** The operations that stream, by their path: one each, by GET, without parameters in the path. */
export const STREAMS: ReadonlyMap<string, Operation> = new Map(
  OPERATIONS.filter(({ streams }) => streams).map((operation) => [operation.path, operation]),
);

const ALLOW = 'GET, HEAD';

/** Answers a request to the path of an operation that streams. Never rejects. */
export async function answerStream(
  operation: Operation,
  { request, response, target, runtime }: Exchange,
): Promise<void> {
  const { method = 'GET' } = request;
  if (method === 'OPTIONS') {
    response.writeHead(204, { allow: ALLOW }).end();
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') {
    const sentence = `${method} is not served here; there is ${ALLOW}.`;
    const refusal = new ProtocolError('method-not-allowed', sentence, { allow: ALLOW });
    await send(response, problemResponse(failureOf(refusal)));
    return;
  }
  const answer = await answerCall(operation, runtime, {
    ...target,
    method,
    headers: headersOf(request),
    params: {},
    body: [],
  });
  if (!isStreamed(answer)) {
    await send(response, answer);
    return;
  }
  answer.sendTo(response);
  if (method === 'HEAD') response.end();
}

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: Target;
  readonly runtime: Runtime;
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  const body = await answer.text();
  response.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
