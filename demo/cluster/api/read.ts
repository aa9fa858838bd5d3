import { apiVersionOf } from '../resources';
import { requestMatcher } from '../selectors';
import { badRequest, expired, notFound, StatusError } from '../status-error';
import type { ObjectStore } from '../store';
import type { KubeObject } from '../types';
import type { Target } from './request';

export function getObject(store: ObjectStore, { definition, namespace, name = '' }: Target): KubeObject {
  const found = store.get(definition.plural, namespace, name);
  if (!found) throw notFound(definition, name);
  return found;
}

interface Continuation {
  version: number;
  after: string;
}

const keyOf = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name}`;

function parseContinuation(store: ObjectStore, plural: string, token: string): Continuation {
  let parsed: Continuation;
  try {
    parsed = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Continuation;
    if (!Number.isInteger(parsed.version) || typeof parsed.after !== 'string')
      throw new Error('not a token of ours');
  } catch {
    throw badRequest('continue key is not valid');
  }
  if (parsed.version < store.compactedTo(plural)) {
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    );
  }
  return parsed;
}

/**
 * A LIST, paged by `limit` and `continue`. All its pages carry the resourceVersion of the first: what was written between them is
 * sent by a watch from there.
 */
export function listObjects(
  store: ObjectStore,
  target: Target,
  query: URLSearchParams,
): Record<string, unknown> {
  const { definition, namespace } = target;
  const limit = query.has('limit') ? Number(query.get('limit')) : 0;
  if (!Number.isInteger(limit) || limit < 0) throw badRequest(`invalid limit "${query.get('limit') ?? ''}"`);
  const token = query.get('continue');
  const from = token ? parseContinuation(store, definition.plural, token) : null;
  const asked = Number(query.get('resourceVersion') ?? 0);
  if (!Number.isFinite(asked))
    throw badRequest(`invalid resourceVersion "${query.get('resourceVersion') ?? ''}"`);
  if (asked > store.version) throw tooLarge(asked, store.version);
  const all = store
    .list(definition.plural)
    .filter(requestMatcher(namespace, query))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const rest = from ? all.filter((object) => keyOf(object) > from.after) : all;
  const page = limit > 0 ? rest.slice(0, limit) : rest;
  const last = page.at(-1);
  const version = from?.version ?? store.version;
  const more = rest.length - page.length;
  const continuation: Continuation = { version, after: last ? keyOf(last) : '' };
  return {
    kind: `${definition.kind}List`,
    apiVersion: apiVersionOf(definition),
    metadata: {
      resourceVersion: String(version),
      ...(more > 0
        ? {
            continue: Buffer.from(JSON.stringify(continuation)).toString('base64url'),
            remainingItemCount: more,
          }
        : {}),
    },
    // As the real server does, items leave out what the list already says.
    items: page.map(({ apiVersion: _apiVersion, kind: _kind, ...item }) => item),
  };
}

function tooLarge(asked: number, present: number): StatusError {
  return new StatusError(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${String(asked)}, current: ${String(present)}`,
    {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  );
}

export function scaleOf(object: KubeObject): Record<string, unknown> {
  const spec = object.spec as { replicas?: number; selector?: { matchLabels?: Record<string, string> } };
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector = Object.entries(spec.selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec.replicas ?? 0 },
    status: {
      replicas: (object.status as { replicas?: number } | undefined)?.replicas ?? 0,
      selector: selector.join(','),
    },
  };
}
