import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest, StatusError } from '../status-error';

const BODY_BYTES_MAX = 3 * 1024 * 1024;

export function send(response: ServerResponse, code: number, body: object): void {
  response.writeHead(code, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.end(JSON.stringify(body));
}

export function parseUrl(text: string | undefined): URL {
  try {
    const url = new URL(text ?? '/', 'http://127.0.0.1');
    decodeURIComponent(url.pathname);
    return url;
  } catch {
    throw badRequest("the request's path cannot be read");
  }
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX)
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${String(BODY_BYTES_MAX)}`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function parseJson(body: Buffer): unknown {
  if (body.subarray(0, 4).toString('latin1') === 'k8s\0') {
    throw new StatusError(415, 'UnsupportedMediaType', 'the demo cluster speaks JSON only');
  }
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized: ${error instanceof Error ? error.message : 'not JSON'}`,
    );
  }
}
