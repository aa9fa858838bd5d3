import { RESOURCES, type ResourceDefinition } from '../resources';
import { badRequest, StatusError } from '../status-error';
import type { Call, Target } from './request';
import type { WriteOptions } from './write';

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

/** The verb by which Kubernetes names a request; what a target does not allow is a 405 Status. */
export function verbOf(method: string, target: Target, query: URLSearchParams): string {
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

/** `dryRun` and `fieldManager`; without the latter the client's program is the manager. */
export function writeOptions({ request, url, user }: Call): WriteOptions {
  const dryRun = url.searchParams.get('dryRun');
  if (dryRun !== null && dryRun !== 'All')
    throw badRequest(`Invalid value: "${dryRun}": dryRun must be "All"`);
  const agent = (request.headers['user-agent'] ?? '').split('/')[0];
  return { manager: url.searchParams.get('fieldManager') ?? (agent || user.name), dryRun: dryRun === 'All' };
}
