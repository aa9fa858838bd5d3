import type { IncomingMessage, ServerResponse } from 'node:http';
import { FRONT_OPERATIONS, type FrontOperation, type Streamed } from '@/lib/api';
import type { Runtime } from '@/lib/runtime';
import { contextOf } from '../context';
import { failureOf, problemResponse, ProtocolError } from '../problem';
import { answerCall } from '../route';
import { headersOf, type RequestTarget } from './request';
import { transportOf } from './transport';

/** The operations that are answered before Next, by their path. */
export const BY_PATH: ReadonlyMap<string, FrontOperation> = new Map(
  FRONT_OPERATIONS.map((operation) => [operation.path, operation]),
);

const ALLOW = 'GET, HEAD';

export interface FrontExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: RequestTarget;
  readonly runtime: Runtime;
}

/** Answers a request to the path of an operation. Never rejects. */
export async function answerOperation(
  operation: FrontOperation,
  { request, response, target, runtime }: FrontExchange,
): Promise<void> {
  const { method = 'GET' } = request;
  if (method === 'OPTIONS') {
    response.writeHead(204, { allow: ALLOW }).end();
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') {
    const sentence = `${method} is not allowed here; expected ${ALLOW}.`;
    const refusal = new ProtocolError('method-not-allowed', sentence, { allow: ALLOW });
    await send(response, problemResponse(failureOf(refusal)));
    return;
  }
  const call = { ...target, method, headers: headersOf(request), params: {}, body: [] };
  const answer = await answerCall(operation, { call, runtime }, async (input, actor) => {
    const context = contextOf(actor, runtime);
    return (await operation.handle(input, context, transportOf({ actor, call, runtime }))) as
      Response | Streamed;
  });
  if (answer instanceof Response) {
    await send(response, answer);
    return;
  }
  answer.sendTo(response);
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  const body = await answer.text();
  response.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
