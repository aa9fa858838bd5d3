import type { RawObject } from '@/lib/model';
import { OPERATION_ANNOTATION } from './patch';
import { isRecord } from './raw';

/** What the server keeps of its own accord: it says nothing of what a person asked for. */
const SERVER_METADATA = new Set([
  'managedFields',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'uid',
  'selfLink',
]);

/** The fields by which Kubernetes merges lists (`x-kubernetes-list-map-keys`), the most telling first. */
const LIST_KEYS = ['name', 'containerPort', 'port', 'mountPath', 'devicePath', 'topologyKey', 'ip', 'type'];

/** A copy of the whole object as kubectl sent it: it says nothing that the fields do not, and may hold credentials. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A value at the end of a path. */
export interface Leaf {
  readonly path: string;
  readonly value: string;
  /**
   * What names a value that may be anything: the variable, annotation, header or flag. Null for a field whose meaning the API fixes.
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
 * Fields that differ between an object and the same object after a dry run, sorted by path. Status, timestamps and what the server
 * keeps by itself are left out. Paths are as `kubectl explain` knows them, with list items by key:
 * `spec.template.spec.containers[web].image`.
 */
export function diffObjects(before: RawObject, after: RawObject): RealDiff[] {
  const left = leavesOf(intended(before));
  const right = leavesOf(intended(after));
  const paths = [...new Set([...left.keys(), ...right.keys()])].sort();
  return paths
    .map((path) => ({ path, before: left.get(path) ?? null, after: right.get(path) ?? null }))
    .filter((field) => field.before?.value !== field.after?.value);
}

function intended(object: RawObject): RawObject {
  const { status: _status, metadata, ...rest } = object;
  if (!isRecord(metadata)) return rest;
  const kept = Object.entries(metadata).filter(([key]) => !SERVER_METADATA.has(key));
  const annotations = isRecord(metadata.annotations) ? Object.entries(metadata.annotations) : [];
  const shown = annotations.filter(([key]) => key !== OPERATION_ANNOTATION && key !== LAST_APPLIED);
  return { ...rest, metadata: { ...Object.fromEntries(kept), annotations: Object.fromEntries(shown) } };
}

/** Every value of an object by its path. */
export function leavesOf(object: unknown): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  collect(object, { path: '', key: null }, leaves);
  return leaves;
}

type Place = Omit<Leaf, 'value'>;

function collect(value: unknown, place: Place, into: Map<string, Leaf>): void {
  if (isRecord(value)) {
    for (const [key, member] of Object.entries(value)) {
      collect(member, { path: joined(place.path, key), key: keyWithin(value, key, place) }, into);
    }
    return;
  }
  if (Array.isArray(value)) {
    const keys = keysOf(value);
    value.forEach((item: unknown, index) => {
      const path = `${place.path}[${keys?.[index] ?? index}]`;
      collect(item, { path, key: isWords(place.path) ? flagOf(value, index) : null }, into);
    });
    return;
  }
  if (value === undefined || value === null) return;
  into.set(place.path, { ...place, value: typeof value === 'string' ? value : JSON.stringify(value) });
}

/** What names the member of a record: its own key in a map of free keys, the item's name where it is a `value` beside one. */
function keyWithin(record: RawObject, key: string, { path }: Place): string | null {
  if (/(?:^|\.)(?:annotations|volumeAttributes)$/u.test(path)) return key;
  return key === 'value' && typeof record.name === 'string' ? record.name : null;
}

/** Command lines: each word may be a flag's value. */
function isWords(path: string): boolean {
  return /\.(?:args|command)$/u.test(path);
}

/** `--password=x` names its value itself; `--password`, `x` in the word before. */
function flagOf(words: readonly unknown[], index: number): string {
  const word = words[index];
  const own = typeof word === 'string' ? /^-{0,2}([\w.-]+)=/u.exec(word)?.[1] : undefined;
  if (own !== undefined) return own;
  const before = words[index - 1];
  return typeof before === 'string' && /^-{1,2}[\w.-]+$/u.test(before) ? before : '';
}

/** `.key`, or `[key]` for a key that holds dots or slashes, as those of labels and annotations do. */
function joined(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The value of the first key field that all items have and no two share; undefined where there is none. */
function keysOf(items: readonly unknown[]): string[] | undefined {
  for (const field of LIST_KEYS) {
    const keys = items.map((item) => (isRecord(item) ? item[field] : undefined));
    const usable = keys.every((key) => typeof key === 'string' || typeof key === 'number');
    if (usable && new Set(keys).size === keys.length) return keys.map(String);
  }
  return undefined;
}
