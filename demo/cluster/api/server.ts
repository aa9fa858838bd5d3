import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server, AddressInfo } from 'node:net';
import { RESOURCES, type ResourceDefinition } from '../resources';
import { badRequest, StatusError } from '../status-error';
import type { World } from '../world';
import { Access, type User } from './access';
import { discover } from './discovery';
import { answerLogs } from './logs';
import { getObject, listObjects, scaleOf } from './read';
import type { Call, RequestRecord, Target } from './request';
import { Watches } from './watch';
import { createObject, deleteObject, patchObject, updateObject } from './write';

const BODY_BYTES_MAX = 3 * 1024 * 1024;
const REQUESTS_MAX = 20_000;
const ANONYMOUS: User = { name: 'system:anonymous', verbs: [] };

/** The HTTP face of one cluster, on loopback. It keeps a log of what was asked. */
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

  /** Stops listening and cuts every connection, as a server that died. */
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
      const told =
        error instanceof StatusError
          ? error
          : new StatusError(500, 'InternalError', `Internal error occurred: ${String(error)}`);
      record.code = told.code;
      if (response.headersSent) response.destroy();
      else send(response, told.code, told.body());
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
    // While the body came, time went on.
    this.world.clock.catchUp();
    const call: Call = { request, response, url, user, body };
    const discovery = request.method === 'GET' ? discover(url.pathname) : null;
    if (discovery) return send(response, 200, discovery);
    if (url.pathname === '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews') {
      if (request.method !== 'POST')
        throw new StatusError(
          405,
          'MethodNotAllowed',
          'the server does not allow this method on the requested resource',
        );
      return send(response, 201, this.access.review(user, parseJson(body)));
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
      case 'watch':
        return this.watches.start(target, query, response);
      case 'list':
        return send(response, 200, listObjects(world.store, target, query));
      case 'get': {
        if (target.subresource === 'log') return answerLogs(world, target, call);
        const object = getObject(world.store, target);
        return send(response, 200, target.subresource === 'scale' ? scaleOf(object) : object);
      }
      case 'create':
        return send(response, 201, createObject(world, target, parseJson(body), options));
      case 'update':
        return send(response, 200, updateObject(world, target, parseJson(body), options));
      case 'patch': {
        const type = (call.request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
        return send(response, 200, patchObject(world, target, { type, body: parseJson(body) }, options));
      }
      default:
        return send(
          response,
          200,
          deleteObject(world, target, body.length ? parseJson(body) : null, options),
        );
    }
  }
}

function send(response: ServerResponse, code: number, body: object): void {
  response.writeHead(code, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.end(JSON.stringify(body));
}

function parseUrl(text: string | undefined): URL {
  try {
    const url = new URL(text ?? '/', 'http://127.0.0.1');
    decodeURIComponent(url.pathname);
    return url;
  } catch {
    throw badRequest("the request's path cannot be read");
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
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

function parseJson(body: Buffer): unknown {
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

const nowhere = () => new StatusError(404, 'NotFound', 'the server could not find the requested resource');

function findDefinition(group: string, version: string, plural: string | undefined): ResourceDefinition {
  const found = RESOURCES.find(
    (other) => other.group === group && other.version === version && other.plural === plural,
  );
  if (!found) throw nowhere();
  return found;
}

/** `/api/v1/namespaces/shop/pods/x/log`, `/apis/apps/v1/deployments`, … taken apart; anything else is a 404 Status. */
export function parseTarget(pathname: string): Target {
  const parts = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const root = parts.shift();
  const group = root === 'apis' ? (parts.shift() ?? '') : '';
  const version = parts.shift() ?? '';
  if (root !== 'api' && root !== 'apis') throw nowhere();
  const inNamespace = parts[0] === 'namespaces' && parts.length > 2 && parts[2] !== 'status';
  const namespace = inNamespace ? parts[1] : undefined;
  const [plural, name, subresource, ...rest] = inNamespace ? parts.slice(2) : parts;
  const definition = findDefinition(group, version, plural);
  if (
    rest.length > 0 ||
    (namespace && !definition.namespaced) ||
    (name && definition.namespaced && !namespace)
  )
    throw nowhere();
  const known =
    !subresource ||
    (subresource === 'status' && definition.hasStatus) ||
    (subresource === 'scale' && definition.scalable) ||
    (subresource === 'log' && definition.plural === 'pods');
  if (!known) throw nowhere();
  return {
    definition,
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
    ...(subresource ? { subresource } : {}),
  };
}

function verbOf(method: string, target: Target, query: URLSearchParams): string {
  const watching = query.get('watch') === '1' || query.get('watch') === 'true';
  const single: Record<string, string> = { GET: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };
  const verb = target.name
    ? single[method]
    : ({ GET: watching ? 'watch' : 'list', POST: 'create' } as Record<string, string>)[method];
  if (
    !verb ||
    (target.subresource && verb === 'delete') ||
    (target.subresource === 'log' && verb !== 'get') ||
    (verb === 'create' && target.definition.namespaced && !target.namespace)
  ) {
    throw new StatusError(
      405,
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
    );
  }
  return verb;
}

function writeOptions({ request, url, user }: Call) {
  const dryRun = url.searchParams.get('dryRun');
  if (dryRun !== null && dryRun !== 'All')
    throw badRequest(`Invalid value: "${dryRun}": dryRun must be "All"`);
  const agent = (request.headers['user-agent'] ?? '').split('/')[0];
  return { manager: url.searchParams.get('fieldManager') ?? (agent || user.name), dryRun: dryRun === 'All' };
}
