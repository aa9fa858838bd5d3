import type { FieldDiff, RawObject } from '@/lib/model';
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

/**
 * Fields that differ between an object and the same object after a dry run, sorted by path. Status, timestamps and what the server
 * keeps by itself are left out. Paths are as `kubectl explain` knows them, with list items by key:
 * `spec.template.spec.containers[web].image`.
 */
export function diffObjects(before: RawObject, after: RawObject): FieldDiff[] {
  const left = leavesOf(intended(before));
  const right = leavesOf(intended(after));
  const paths = [...new Set([...left.keys(), ...right.keys()])].sort();
  return paths
    .map((path) => ({ path, before: left.get(path) ?? null, after: right.get(path) ?? null }))
    .filter((field) => field.before !== field.after);
}

function intended(object: RawObject): RawObject {
  const { status: _status, metadata, ...rest } = object;
  if (!isRecord(metadata)) return rest;
  const kept = Object.entries(metadata).filter(([key]) => !SERVER_METADATA.has(key));
  const annotations = isRecord(metadata.annotations) ? Object.entries(metadata.annotations) : [];
  const ours = annotations.filter(([key]) => key !== OPERATION_ANNOTATION);
  return { ...rest, metadata: { ...Object.fromEntries(kept), annotations: Object.fromEntries(ours) } };
}

function leavesOf(object: unknown): Map<string, string> {
  const leaves = new Map<string, string>();
  collect(object, '', leaves);
  return leaves;
}

function collect(value: unknown, path: string, into: Map<string, string>): void {
  if (isRecord(value)) {
    for (const [key, member] of Object.entries(value)) collect(member, joined(path, key), into);
    return;
  }
  if (Array.isArray(value)) {
    const keys = keysOf(value);
    value.forEach((item, index) => collect(item, `${path}[${keys?.[index] ?? index}]`, into));
    return;
  }
  if (value !== undefined && value !== null)
    into.set(path, typeof value === 'string' ? value : JSON.stringify(value));
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
