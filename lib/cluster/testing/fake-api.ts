import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ContextSpec } from '../contexts';
import { loadContexts } from '../contexts';
import { writeKubeconfig } from './kubeconfigs';

export interface FakeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}
export type FakeHandler = (request: FakeRequest, response: ServerResponse) => void;

/** A small API server on loopback: every collection is empty unless a test fills it. */
export interface FakeApi {
  readonly url: string;
  readonly requests: FakeRequest[];
  /** Objects of a collection by its path: `/api/v1/namespaces`. */
  readonly collections: Map<string, readonly unknown[]>;
  /** Answers before the server's own; undefined leaves it to the server. Keys are `METHOD path`. */
  readonly handlers: Map<string, FakeHandler>;
  /** What a container's log holds by its path (`…/pods/cart-0/log`): the bytes that an opened log begins with. */
  readonly logs: Map<string, string | Uint8Array>;
  pageSize: number;
  /** Writes bytes into every open watch of a collection, or into every log that is followed. */
  send(path: string, bytes: string | Uint8Array): void;
  /** Ends every open watch or followed log of a path, as the server does. */
  end(path: string): void;
  /** Open watches of a collection, or followers of a log. */
  watches(path: string): number;
  openSockets(): number;
  context(name?: string): ContextSpec;
  /** Breaks every connection and refuses new ones, like a process that was killed. */
  kill(): Promise<void>;
  revive(): Promise<void>;
}

export async function startFakeApi(uid = 'uid-east'): Promise<FakeApi> {
  const watches = new Map<string, Set<ServerResponse>>();
  const sockets = new Set<Socket>();
  const requests: FakeRequest[] = [];
  const collections = new Map<string, readonly unknown[]>();
  const handlers = new Map<string, FakeHandler>();
  const logs = new Map<string, string | Uint8Array>();
  let port = 0;

  const json = (response: ServerResponse, value: unknown): void => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  };
  const list = (url: URL, response: ServerResponse): void => {
    const from = Number(url.searchParams.get('continue') ?? '0');
    const all = collections.get(url.pathname) ?? [];
    const next = from + api.pageSize < all.length ? String(from + api.pageSize) : undefined;
    json(response, {
      metadata: { resourceVersion: '100', continue: next },
      items: all.slice(from, from + api.pageSize),
    });
  };
  const watch = (url: URL, response: ServerResponse): void => {
    const open = watches.get(url.pathname) ?? new Set();
    watches.set(url.pathname, open.add(response));
    response.on('close', () => open.delete(response));
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  };
  const log = (url: URL, response: ServerResponse): void => {
    const held = logs.get(url.pathname);
    if (held === undefined) {
      refuse(response, 404, 'pods not found');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/plain' });
    if (held.length > 0) response.write(held);
    if (url.searchParams.get('follow') !== 'true') return void response.end();
    const open = watches.get(url.pathname) ?? new Set();
    watches.set(url.pathname, open.add(response));
    response.on('close', () => open.delete(response));
    response.flushHeaders();
  };
  const answer = (request: FakeRequest, response: ServerResponse): void => {
    const { url } = request;
    requests.push(request);
    const handler = handlers.get(`${request.method} ${url.pathname}`);
    if (handler !== undefined) handler(request, response);
    else if (url.pathname === '/readyz') response.end('ok');
    else if (url.pathname === '/version') json(response, { gitVersion: 'v1.36.3' });
    else if (url.pathname === '/api/v1/namespaces/kube-system') json(response, { metadata: { uid } });
    else if (url.pathname.endsWith('/log')) log(url, response);
    else if (url.searchParams.has('watch')) watch(url, response);
    else list(url, response);
  };
  const server = http.createServer((incoming, response) => {
    void readBody(incoming).then((body) =>
      answer(
        {
          method: incoming.method ?? '',
          url: new URL(incoming.url ?? '/', api.url),
          headers: incoming.headers,
          body,
        },
        response,
      ),
    );
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = (): Promise<void> =>
    new Promise((resolve) => {
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  await listen();
  const api: FakeApi = {
    url: `http://127.0.0.1:${port}`,
    requests,
    collections,
    handlers,
    logs,
    pageSize: 500,
    send(path, bytes) {
      for (const response of watches.get(path) ?? []) response.write(bytes);
    },
    end(path) {
      for (const response of watches.get(path) ?? []) response.end();
    },
    watches: (path) => watches.get(path)?.size ?? 0,
    openSockets: () => sockets.size,
    context(name = 'east') {
      const file = writeKubeconfig([{ name, server: api.url, token: 'secret' }]);
      const [context] = loadContexts({ kubeconfigPaths: [file] }).contexts;
      if (context === undefined) throw new Error('the kubeconfig named no context');
      return context;
    },
    kill() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
    revive: listen,
  };
  return api;
}

/** A refusal as an API server words it. */
export function status(code: number, message: string): FakeHandler {
  return (_request, response) => refuse(response, code, message);
}

function refuse(response: ServerResponse, code: number, message: string): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ kind: 'Status', code, message }));
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
