import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server, AddressInfo } from 'node:net';
import { StatusError } from '../status-error';
import type { World } from '../world';
import type { Access, User } from './access';
import { parseJson, parseUrl, readBody, send } from './body';
import { discover } from './discovery';
import { answerLogs } from './logs';
import { getObject, listObjects, scaleOf } from './read';
import type { Call, RequestRecord, Target } from './request';
import { parseTarget, verbOf, writeOptions } from './route';
import { Watches } from './watch';
import { deleteObject } from './delete';
import { createObject, patchObject, updateObject } from './write';

const REQUESTS_MAX = 20_000;
const ANONYMOUS: User = { name: 'system:anonymous', verbs: [] };

/** The HTTP API of one cluster, on loopback. It keeps a log of the requests. */
export class ApiServer {
  readonly requests: RequestRecord[] = [];
  readonly watches: Watches;
  private server: Server | null = null;
  private port = 0;

  constructor(
    private world: World,
    readonly access: Access,
  ) {
    this.watches = new Watches(world.store, world.clock);
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  /** Listens on `port` (0: any free one, kept for later calls). */
  async listen(port = this.port): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Stops listening and closes every connection, like a server that was killed. */
  async close(): Promise<void> {
    const server = this.server as ReturnType<typeof createServer> | null;
    this.server = null;
    if (!server) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.world.clock.catchUp();
    const record: RequestRecord = {
      atMs: this.world.clock.now(),
      verb: (request.method ?? 'GET').toLowerCase(),
      path: request.url ?? '/',
      resource: '',
      user: ANONYMOUS.name,
      userAgent: request.headers['user-agent'] ?? '',
      dryRun: false,
      code: 0,
    };
    this.requests.push(record);
    if (this.requests.length > REQUESTS_MAX) this.requests.splice(0, REQUESTS_MAX / 10);
    response.on('close', () => (record.code ||= response.statusCode));
    try {
      await this.route(request, response, record);
      record.code = response.statusCode;
    } catch (error) {
      const answer =
        error instanceof StatusError
          ? error
          : new StatusError(500, 'InternalError', `Internal error occurred: ${String(error)}`);
      record.code = answer.code;
      if (response.headersSent) response.destroy();
      else send(response, answer.code, answer.body());
    }
  }

  private async route(
    request: IncomingMessage,
    response: ServerResponse,
    record: RequestRecord,
  ): Promise<void> {
    const url = parseUrl(request.url);
    if (['/healthz', '/livez', '/readyz'].includes(url.pathname))
      return void response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    const user = this.access.authenticate(request.headers.authorization);
    record.user = user.name;
    const body = await readBody(request);
    // Time has passed while the body was read.
    this.world.clock.catchUp();
    const call: Call = { request, response, url, user, body };
    const discovery = request.method === 'GET' ? discover(url.pathname) : null;
    if (discovery) {
      send(response, 200, discovery);
      return;
    }
    if (url.pathname === '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews') {
      if (request.method !== 'POST')
        throw new StatusError(
          405,
          'MethodNotAllowed',
          'the server does not allow this method on the requested resource',
        );
      send(response, 201, this.access.review(user, parseJson(body)));
      return;
    }
    const target = parseTarget(url.pathname);
    const verb = verbOf(request.method ?? 'GET', target, url.searchParams);
    const { definition, namespace, name, subresource } = target;
    Object.assign(record, {
      verb,
      resource: definition.plural,
      subresource,
      namespace,
      name,
      dryRun: url.searchParams.has('dryRun'),
    });
    this.access.demand(user, { verb, resource: definition.plural, subresource, namespace, name });
    this.perform(verb, target, call);
  }

  private perform(verb: string, target: Target, call: Call): void {
    const { world } = this;
    const { response, url, body } = call;
    const query = url.searchParams;
    const options = writeOptions(call);
    switch (verb) {
      case 'watch': {
        this.watches.start(target, query, response);
        return;
      }
      case 'list': {
        send(response, 200, listObjects(world.store, target, query));
        return;
      }
      case 'get': {
        if (target.subresource === 'log') {
          answerLogs(world, target, call);
          return;
        }
        const object = getObject(world.store, target);
        send(response, 200, target.subresource === 'scale' ? scaleOf(object) : object);
        return;
      }
      case 'create': {
        send(response, 201, createObject(world, target, parseJson(body), options));
        return;
      }
      case 'update': {
        send(response, 200, updateObject(world, target, parseJson(body), options));
        return;
      }
      case 'patch': {
        const type = (call.request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
        send(response, 200, patchObject(world, target, { type, body: parseJson(body) }, options));
        return;
      }
      default: {
        send(response, 200, deleteObject(world, target, body.length ? parseJson(body) : null, options));
        return;
      }
    }
  }
}
