import type { RawObject } from '@/lib/model';
import { keyOfLastWord } from '@/lib/projection';
import { OPERATION_ANNOTATION } from './patch';
import { isRecord } from './raw';

/** Fields that the server sets itself: they show nothing of what was requested. */
const SERVER_METADATA = new Set([
  'managedFields',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'uid',
  'selfLink',
]);

/** The fields by which Kubernetes merges lists (`x-kubernetes-list-map-keys`), the clearest first. */
const LIST_KEYS = ['name', 'containerPort', 'port', 'mountPath', 'devicePath', 'topologyKey', 'ip', 'type'];

/** A copy of the whole object as kubectl sent it: it repeats the fields, and may hold credentials. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A value at the end of a path. */
export interface Leaf {
  readonly path: string;
  readonly value: string;
  /**
   * The key of a value that may be anything: the variable, annotation, header or flag. Null for a field whose meaning the API defines.
   */
  readonly key: string | null;
}

/** A field that differs, with the real values: for comparing and hashing, never for showing. See mask.ts. */
export interface RealDiff {
  readonly path: string;
  readonly before: Leaf | null;
  readonly after: Leaf | null;
}

/**
 * Fields that differ between an object and the same object after a dry run, sorted by path. Status, timestamps and what
 * the server sets itself are left out. Paths are as in `kubectl explain`, with list items by key:
 * `spec.template.spec.containers[web].image`. Where the order of the remaining items differs,
 * `spec.template.spec.initContainers[order]` holds their keys.
 */
export function diffObjects(before: RawObject, after: RawObject): RealDiff[] {
  const left = contentsOf(intended(before));
  const right = contentsOf(intended(after));
  const paths = [...new Set([...left.leaves.keys(), ...right.leaves.keys()])];
  const values = paths
    .map((path) => ({
      path,
      before: left.leaves.get(path) ?? null,
      after: right.leaves.get(path) ?? null,
    }))
    .filter((field) => field.before?.value !== field.after?.value)
    // An empty list or object that is filled, or is emptied, shows in the paths of its items.
    .filter(({ path }) => !left.filled.has(path) && !right.filled.has(path));
  return [...values, ...ordersOf(left, right)].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Lists whose common items have another order, which matters for `initContainers` and `env`. */
function ordersOf(left: Contents, right: Contents): RealDiff[] {
  return [...left.lists].flatMap(([list, before]) => {
    const after = right.lists.get(list) ?? [];
    const kept = before.filter((key) => after.includes(key));
    if (after.filter((key) => before.includes(key)).join('\n') === kept.join('\n')) return [];
    const path = `${list}[order]`;
    const leaf = (keys: readonly string[]): Leaf => ({ path, key: null, value: keys.join(', ') });
    return [{ path, before: leaf(before), after: leaf(after) }];
  });
}

function intended(object: RawObject): RawObject {
  const { status: _status, metadata, ...rest } = object;
  if (!isRecord(metadata)) return rest;
  const kept = Object.entries(metadata).filter(([key]) => !SERVER_METADATA.has(key));
  const annotations = isRecord(metadata.annotations) ? Object.entries(metadata.annotations) : [];
  const shown = annotations.filter(([key]) => key !== OPERATION_ANNOTATION && key !== LAST_APPLIED);
  const { annotations: _annotations, ...others } = Object.fromEntries(kept);
  // The server removes an empty map of annotations.
  const own = shown.length === 0 ? {} : { annotations: Object.fromEntries(shown) };
  return { ...rest, metadata: { ...others, ...own } };
}

/** All values of an object by path. An empty list or object counts as a value. */
export function leavesOf(object: unknown): Map<string, Leaf> {
  return contentsOf(object).leaves;
}

interface Contents {
  readonly leaves: Map<string, Leaf>;
  /** For each list whose items have keys, these keys in order, by the path of the list. */
  readonly lists: Map<string, readonly string[]>;
  /** Paths of lists and objects that hold something. */
  readonly filled: Set<string>;
}

function contentsOf(object: unknown): Contents {
  const contents: Contents = { leaves: new Map(), lists: new Map(), filled: new Set() };
  collect(object, { path: '', key: null }, contents);
  return contents;
}

interface Place extends Omit<Leaf, 'value'> {
  /** Of `args`, the words of the command before them. */
  readonly command?: readonly unknown[];
}

function collect(value: unknown, { command = [], ...place }: Place, into: Contents): void {
  const isObject = isRecord(value) || Array.isArray(value);
  if (isObject && Object.keys(value).length > 0) into.filled.add(place.path);
  if (isRecord(value) && Object.keys(value).length > 0) {
    for (const [key, member] of Object.entries(value)) {
      const words: readonly unknown[] = key === 'args' && Array.isArray(value.command) ? value.command : [];
      const path = joined(place.path, key);
      collect(member, { path, key: keyWithin(value, key, place), command: words }, into);
    }
    return;
  }
  if (Array.isArray(value) && value.length > 0) {
    const keys = keysOf(value);
    if (keys !== undefined) into.lists.set(place.path, keys);
    const line = isWords(place.path) ? [...command, ...(value as readonly unknown[])].map(String) : null;
    value.forEach((item: unknown, index) => {
      const path = `${place.path}[${keys?.[index] ?? index}]`;
      const key = line && flagOf(line.slice(0, command.length + index + 1));
      collect(item, { path, key }, into);
    });
    return;
  }
  if (value === undefined || value === null || (isObject && place.path === '')) return;
  into.leaves.set(place.path, { ...place, value: typeof value === 'string' ? value : JSON.stringify(value) });
}

/**
 * The key of a member of a record: its own key in a map with any keys and for free texts, the `name` beside it for a `value`.
 */
function keyWithin(record: RawObject, key: string, { path }: Pick<Leaf, 'path'>): string | null {
  if (/(?:^|\.)(?:annotations|volumeAttributes|flexVolume\.options)$/u.test(path)) return key;
  if (/\.(?:httpGet\.path|gitRepo\.repository)$/u.test(`${path}.${key}`)) return key;
  return key === 'value' && typeof record.name === 'string' ? record.name : null;
}

/** Whether a path is a command line, whose words may be values of flags. */
function isWords(path: string): boolean {
  return /\.(?:args|command)$/u.test(path);
}

/** The key of the last word: `password` in `--password=x`; for a plain `x` the word before it may be the key. */
function flagOf(words: readonly string[]): string {
  return /^-{0,2}([\w.-]+)=/u.exec(words.at(-1) ?? '')?.[1] ?? keyOfLastWord(words) ?? '';
}

/** `.key`, or `[key]` for a key with dots or slashes, such as those of labels and annotations. */
function joined(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The values of the first key field that all items have and that is unique; undefined where there is none. */
function keysOf(items: readonly unknown[]): string[] | undefined {
  for (const field of LIST_KEYS) {
    const keys = items.map((item) => (isRecord(item) ? item[field] : undefined));
    const usable = keys.every((key) => typeof key === 'string' || typeof key === 'number');
    if (usable && new Set(keys).size === keys.length) return keys.map(String);
  }
  return undefined;
}
