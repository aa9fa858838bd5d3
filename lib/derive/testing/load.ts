import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { KINDS, type AnyObject, type Kind, type KindMap } from '@/lib/model';
import { kindApi, project } from '@/lib/projection';

type Raw = Record<string, unknown>;

/** The documents of a YAML text as raw objects; `List` objects are unfolded. */
export function rawObjects(text: string): Raw[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0] ?? new Error('unreadable YAML');
    const value = document.toJS() as Raw | null;
    if (value === null) return [];
    return value['kind'] === 'List' ? (value['items'] as Raw[]) : [value];
  });
}

/** Projects a raw object; a plain manifest gets what the API server would set: uid, namespace, creation time. */
export function projectRaw(raw: Raw): AnyObject {
  const kind = KINDS.find((known) => known === raw['kind']);
  if (kind === undefined) throw new Error(`no such kind: ${String(raw['kind'])}`);
  const metadata = (raw['metadata'] ?? {}) as Raw;
  const namespace = kindApi(kind).namespaced
    ? ((metadata['namespace'] as string | undefined) ?? 'default')
    : undefined;
  return project(kind, {
    ...raw,
    metadata: {
      creationTimestamp: '2026-01-01T00:00:00Z',
      uid: `${kind}/${namespace ?? ''}/${String(metadata['name'])}`,
      namespace,
      ...metadata,
    },
  });
}

/** All objects of a YAML text. */
export function load(text: string): AnyObject[] {
  return rawObjects(text).map(projectRaw);
}

/** All objects of a fixture; `path` is relative to lib/derive. */
export function loadFixture(path: string): readonly AnyObject[] {
  const known = loaded.get(path) ?? load(fixtureText(path));
  loaded.set(path, known);
  return known;
}

/** Projected objects are never modified, so that each fixture is read once. */
const loaded = new Map<string, readonly AnyObject[]>();

export function fixtureText(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
}

/** Those of one kind. */
export function ofKind<K extends Kind>(objects: readonly AnyObject[], kind: K): KindMap[K][] {
  return objects.filter((object): object is KindMap[K] => object.kind === kind);
}
