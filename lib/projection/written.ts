import { KINDS, type AnyObject, type Kind } from '@/lib/model';
import { Fields, PLAIN_CONTEXT } from './fields';
import { kindApi } from './kind-api';
import { groupOf } from './manifest';
import { project } from './project';

/**
 * Projects an object from a file: what the API server would set (uid, namespace, creation time) is filled in. Null for a kind that is not
 * watched. Throws only MalformedObject, for what cannot be read.
 */
export function projectWritten(raw: unknown): AnyObject | null {
  const object = Fields.of(raw, PLAIN_CONTEXT);
  const named = object.str('kind');
  const kind = KINDS.find((known) => known === named);
  const group = groupOf(object.str('apiVersion') ?? '');
  if (kind === undefined || kind === 'Event' || kindApi(kind).group !== group) return null;
  const meta = object.object('metadata');
  const name = meta.required('name');
  const namespace = namespaceOf(kind, meta);
  return project(
    kind,
    object.with({
      metadata: meta.with({
        ...(namespace === '' ? {} : { namespace }),
        uid: meta.str('uid') ?? `${kind}/${namespace}/${name}`,
        creationTimestamp: meta.time('creationTimestamp') ?? '1970-01-01T00:00:00Z',
      }),
    }),
  );
}

function namespaceOf(kind: Kind, meta: Fields): string {
  if (!kindApi(kind).namespaced) return '';
  const written = meta.str('namespace') ?? '';
  return written === '' ? 'default' : written;
}
