import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Connection, Credentials } from './connection';
import { KubeFailure, describeNetworkError } from './failure';

/** Connections of one purpose: a heartbeat must not queue behind a list, nor a write meet a connection that idled. */
export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

export interface HttpRequest {
  readonly method: 'GET' | 'PATCH';
  /** Path with query, from the root of the server. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agents: Agents;
  /** Until the whole answer came, or its first line for a stream. */
  readonly timeoutMs: number;
  readonly stream?: boolean;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: IncomingMessage;
  /** Must be called when the body was read, or is not wanted. */
  release(): void;
}

export function createAgents(keepAlive: boolean): Agents {
  const options = { keepAlive, keepAliveMsecs: 30_000 };
  return { http: new http.Agent(options), https: new https.Agent(options) };
}

export function destroyAgents(agents: Agents): void {
  agents.http.destroy();
  agents.https.destroy();
}

/**
 * Sends one request and answers its head. No environment variable names a proxy here: only the kubeconfig does. Throws
 * KubeFailure whose `sent` is false only when no byte of the request can have reached the server.
 */
export async function sendRequest(connection: Connection, request: HttpRequest): Promise<HttpResponse> {
  const deadline = startDeadline(connection, request.timeoutMs);
  try {
    const credentials = await Promise.race([connection.authorize(), deadline.failed]);
    if (request.signal?.aborted === true) throw new KubeFailure('The request was cut short.');
    return await dispatch({ connection, request, credentials, deadline });
  } catch (error) {
    deadline.clear();
    throw error;
  }
}

interface Deadline {
  /** Rejects when the time is over; never resolves. */
  readonly failed: Promise<never>;
  onExpired(run: (failure: KubeFailure) => void): void;
  clear(): void;
}

function startDeadline(connection: Connection, timeoutMs: number): Deadline {
  const listeners = new Set<(failure: KubeFailure) => void>();
  const timer = setTimeout(() => {
    const failure = new KubeFailure(
      `The API server at ${connection.host} did not answer within ${timeoutMs / 1000} s.`,
    );
    for (const listener of listeners) listener(failure);
  }, timeoutMs);
  timer.unref();
  const failed = new Promise<never>((_resolve, reject) => listeners.add(reject));
  // Whether someone waits for it is not known here.
  failed.catch(() => undefined);
  return {
    failed,
    onExpired: (run) => void listeners.add(run),
    clear() {
      clearTimeout(timer);
      listeners.clear();
    },
  };
}

interface Dispatch {
  readonly connection: Connection;
  readonly request: HttpRequest;
  readonly credentials: Credentials;
  readonly deadline: Deadline;
}

function dispatch({ connection, request, credentials, deadline }: Dispatch): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const url = new URL(connection.server + request.path);
    const secure = url.protocol === 'https:';
    const outgoing = (secure ? https : http).request(url, {
      ...credentials.tls,
      agent: credentials.proxy ?? request.agents[secure ? 'https' : 'http'],
      method: request.method,
      headers: { ...credentials.headers, ...request.headers },
    });
    let sent = false;
    let incoming: IncomingMessage | null = null;
    const destroy = (failure: KubeFailure): void => {
      incoming?.destroy(failure);
      outgoing.destroy(failure);
    };
    const abort = (): void => destroy(new KubeFailure('The request was cut short.'));
    const release = (): void => {
      deadline.clear();
      request.signal?.removeEventListener('abort', abort);
    };
    deadline.onExpired(destroy);
    request.signal?.addEventListener('abort', abort, { once: true });
    outgoing.on('socket', (socket) => {
      if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', () => (sent = true));
      else sent = true;
    });
    outgoing.on('error', (error) => {
      release();
      const sentence =
        error instanceof KubeFailure ? error.message : describeNetworkError(error, connection.host);
      reject(new KubeFailure(sentence, { sent, reused: outgoing.reusedSocket, cause: error }));
    });
    outgoing.on('response', (body) => {
      incoming = body;
      // Who reads the body meets its errors; one that nobody reads any more must not end the process.
      body.on('error', () => undefined);
      if (request.stream === true) deadline.clear();
      resolve({ status: body.statusCode ?? 0, headers: body.headers, body, release });
    });
    outgoing.end(request.body);
  });
}
