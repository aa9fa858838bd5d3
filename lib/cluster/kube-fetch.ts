import packageJson from '@/package.json' with { type: 'json' };
import type { Connection } from './connection';
import { KubeFailure, describeNetworkError } from './failure';
import { sendRequest, type HttpRequest, type HttpResponse } from './http';
import { isEntry } from './kubeconfig';

export interface KubeRequest extends Omit<HttpRequest, 'headers' | 'stream'> {
  readonly contentType?: string;
  /** The operation id of a Change: it is sent in the user agent, and so it is in the API server's audit log. */
  readonly operationId?: string;
}

const ANSWER_BYTES_MAX = 64 * 1024 * 1024;
const ERROR_BYTES_MAX = 1024 * 1024;

/**
 * Sends a request to an API server and returns the JSON of its answer. Throws KubeFailure for everything else, errors
 * of the server included.
 */
export async function kubeFetch(connection: Connection, request: KubeRequest): Promise<unknown> {
  try {
    return await fetchOnce(connection, request);
  } catch (error) {
    // The server may close an idle connection just as we write to it; a read can then be sent again.
    const idleClosed = error instanceof KubeFailure && error.status === null && error.reused;
    if (request.method === 'GET' && idleClosed && request.signal?.aborted !== true) {
      return fetchOnce(connection, request);
    }
    throw error;
  }
}

/** Opens a stream and returns its body; the caller must `release` it. Throws KubeFailure unless the server answers 2xx. */
export async function kubeStream(connection: Connection, request: KubeRequest): Promise<HttpResponse> {
  const response = await sendRequest(connection, { ...request, headers: headersOf(request), stream: true });
  if (isSuccess(response)) return response;
  throw await refusal(connection, response);
}

async function fetchOnce(connection: Connection, request: KubeRequest): Promise<unknown> {
  const response = await sendRequest(connection, { ...request, headers: headersOf(request) });
  if (!isSuccess(response)) throw await refusal(connection, response);
  const text = await readBody(connection, response, ANSWER_BYTES_MAX);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new KubeFailure(`The API server at ${connection.host} answered something that is not JSON.`, {
      sent: true,
      cause,
    });
  }
}

/** Checks that a server answers and is ready. The body is not parsed as JSON (`/readyz` sends `ok`). */
export async function kubeProbe(connection: Connection, request: KubeRequest): Promise<void> {
  const response = await sendRequest(connection, { ...request, headers: headersOf(request) });
  if (isSuccess(response)) await readBody(connection, response, ERROR_BYTES_MAX);
  else throw await refusal(connection, response);
}

function headersOf(request: KubeRequest): Record<string, string> {
  const operation = request.operationId === undefined ? '' : ` op/${encodeURIComponent(request.operationId)}`;
  return {
    accept: 'application/json',
    'user-agent': `pilothouse/${packageJson.version}${operation}`,
    ...(request.contentType === undefined ? {} : { 'content-type': request.contentType }),
    ...(request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
  };
}

function isSuccess(response: HttpResponse): boolean {
  return response.status >= 200 && response.status < 300;
}

async function readBody(connection: Connection, response: HttpResponse, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        throw new KubeFailure(`The API server at ${connection.host} answered more than ${bytesMax} bytes.`, {
          sent: true,
        });
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof KubeFailure) throw new KubeFailure(error.message, { sent: true, cause: error });
    throw new KubeFailure(describeNetworkError(error, connection.host), { sent: true, cause: error });
  } finally {
    response.release();
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The server's refusal with its own message: that of a Kubernetes `Status` where it sent one. */
async function refusal(connection: Connection, response: HttpResponse): Promise<KubeFailure> {
  if (response.status === 401) connection.refused();
  const text = await readBody(connection, response, ERROR_BYTES_MAX).catch(() => '');
  const seconds = Number(response.headers['retry-after'] ?? NaN);
  return new KubeFailure(statusMessage(text) ?? defaultSentence(connection.host, response.status), {
    status: response.status,
    sent: true,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null,
  });
}

function statusMessage(text: string): string | null {
  try {
    const status: unknown = JSON.parse(text);
    const message = isEntry(status) && status.kind === 'Status' ? status.message : null;
    return typeof message === 'string' && message !== '' ? message : null;
  } catch {
    // Proxies and health checks answer plain text: only the status code is reported.
    return null;
  }
}

function defaultSentence(host: string, status: number): string {
  if (status === 401) return `The API server at ${host} does not accept the credentials.`;
  if (status === 403) return `The API server at ${host} refuses this request.`;
  return `The API server at ${host} answered ${status}.`;
}
