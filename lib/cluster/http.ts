import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Connection, Credentials } from './connection';
import { KubeFailure, describeNetworkError } from './failure';

/** The connections of one purpose: a heartbeat must not wait behind a list, and a write must not use an idle connection. */
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
  /** The time until the whole answer is there, or for a stream until its head is. */
  readonly timeoutMs: number;
  readonly stream?: boolean;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: IncomingMessage;
  /** Must be called when the body was read, or is not needed. */
  readonly release: () => void;
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
 * Sends one request and returns the head of the answer. Only the kubeconfig can name a proxy, no environment variable does. Throws
 * KubeFailure whose `sent` is false only when no byte of the request can have reached the server.
 */
export async function sendRequest(connection: Connection, request: HttpRequest): Promise<HttpResponse> {
  const limits = startLimits(connection, request);
  try {
    // The deadline and a stop must work even while a credential plugin hangs.
    const credentials = await Promise.race([connection.authorize(), limits.over]);
    return await dispatch({ connection, request, credentials, limits });
  } catch (error) {
    limits.clear();
    throw error;
  }
}

/** What ends a request early: its timeout, and the caller's signal. */
interface Limits {
  /** Rejects when the request must end; never resolves. */
  readonly over: Promise<never>;
  /** Calls back once; immediately if the request has ended already. */
  onOver(run: (failure: KubeFailure) => void): void;
  /** Stops the timeout: the head is there, and a stream has no time limit. */
  readonly stopTimer: () => void;
  readonly clear: () => void;
}

function startLimits(connection: Connection, { timeoutMs, signal }: HttpRequest): Limits {
  const listeners = new Set<(failure: KubeFailure) => void>();
  let ended: KubeFailure | null = null;
  const end = (sentence: string): void => {
    ended = new KubeFailure(sentence);
    for (const listener of [...listeners]) listener(ended);
  };
  const abort = (): void => end('The request was cut short.');
  const timer = setTimeout(() => {
    end(`The API server at ${connection.host} did not answer within ${timeoutMs / 1000} s.`);
  }, timeoutMs);
  timer.unref();
  const over = new Promise<never>((_resolve, reject) => listeners.add(reject));
  // Nothing awaits it once the credentials are there; without a handler its rejection would end the process.
  over.catch(() => undefined);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) abort();
  return {
    over,
    onOver(run) {
      if (ended === null) listeners.add(run);
      else run(ended);
    },
    stopTimer: () => clearTimeout(timer),
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      listeners.clear();
    },
  };
}

interface Dispatch {
  readonly connection: Connection;
  readonly request: HttpRequest;
  readonly credentials: Credentials;
  readonly limits: Limits;
}

function dispatch({ connection, request, credentials, limits }: Dispatch): Promise<HttpResponse> {
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
    outgoing.on('socket', (socket) => {
      if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', () => (sent = true));
      else sent = true;
    });
    outgoing.on('error', (error) => {
      limits.clear();
      const sentence =
        error instanceof KubeFailure ? error.message : describeNetworkError(error, connection.host);
      reject(new KubeFailure(sentence, { sent, reused: outgoing.reusedSocket, cause: error }));
    });
    outgoing.on('response', (body) => {
      incoming = body;
      // The reader of the body handles its errors; an error without a reader must not end the process.
      body.on('error', () => undefined);
      if (request.stream === true) limits.stopTimer();
      resolve({ status: body.statusCode ?? 0, headers: body.headers, body, release: limits.clear });
    });
    outgoing.end(request.body);
    limits.onOver(destroy);
  });
}
