import { canonical, equal, isRecord, type JsonRecord } from './json';
import type { KubeObject, ManagedFields } from './types';

export interface Writer {
  manager: string;
  time: string;
  subresource?: string;
}

type Path = string[];
const UNOWNED_METADATA = new Set([
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generateName',
]);

/** The leaves of an object, each by its FieldsV1 path (`f:spec`, `k:{"name":"app"}`, …). */
function leaves(value: unknown, path: Path, into: Map<string, unknown>): void {
  if (isRecord(value) && Object.keys(value).length > 0) {
    for (const [key, member] of Object.entries(value)) leaves(member, [...path, `f:${key}`], into);
    return;
  }
  const keys = Array.isArray(value) ? value.map((item) => keyOfItem(item)) : [];
  if (Array.isArray(value) && keys.length > 0 && keys.every((key) => key !== null)) {
    value.forEach((item, index) => leaves(item, [...path, keys[index] ?? ''], into));
    return;
  }
  into.set(JSON.stringify(path), value);
}

function keyOfItem(item: unknown): string | null {
  if (!isRecord(item)) return null;
  for (const key of ['name', 'containerPort', 'port', 'type', 'mountPath', 'uid']) {
    if (key in item) return `k:${canonical({ [key]: item[key] })}`;
  }
  return null;
}

function ownable(object: KubeObject): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [field, value] of Object.entries(object)) {
    if (field === 'apiVersion' || field === 'kind') continue;
    if (field !== 'metadata') leaves(value, [`f:${field}`], found);
    else {
      const kept = Object.entries(object.metadata).filter(([key]) => !UNOWNED_METADATA.has(key));
      if (kept.length > 0) leaves(Object.fromEntries(kept), ['f:metadata'], found);
    }
  }
  return found;
}

function insert(tree: JsonRecord, path: Path): void {
  let node = tree;
  for (const step of path) {
    const next = node[step];
    node = isRecord(next) ? next : (node[step] = {});
  }
}

/** Removes a path from a tree, and the parents that become empty. */
function withdraw(tree: JsonRecord, path: Path): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  const child = tree[step];
  if (!isRecord(child)) return;
  withdraw(child, rest);
  if (Object.keys(child).length === 0) Reflect.deleteProperty(tree, step);
}

/**
 * Records in `next` that `writer` set the fields that differ from `previous`: it becomes their only owner, as with an Update in Kubernetes.
 * A write without a difference records nothing.
 */
export function recordManager(next: KubeObject, previous: KubeObject | null, writer: Writer): void {
  const before = previous ? ownable(previous) : new Map<string, unknown>();
  const after = ownable(next);
  const changed = [...after].filter(([path, value]) => !before.has(path) || !equal(before.get(path), value));
  const gone = [...before.keys()].filter((path) => !after.has(path));
  if (changed.length === 0 && gone.length === 0) return;
  const entries: ManagedFields[] = next.metadata.managedFields ?? [];
  for (const path of [...changed.map(([path]) => path), ...gone]) {
    for (const entry of entries) withdraw(entry.fieldsV1, JSON.parse(path) as Path);
  }
  let own = entries.find(
    (entry) => entry.manager === writer.manager && entry.subresource === writer.subresource,
  );
  if (!own) {
    own = {
      manager: writer.manager,
      operation: 'Update',
      apiVersion: next.apiVersion,
      time: writer.time,
      fieldsType: 'FieldsV1',
      fieldsV1: {},
    };
    if (writer.subresource) own.subresource = writer.subresource;
    entries.push(own);
  }
  own.time = writer.time;
  for (const [path] of changed) insert(own.fieldsV1, JSON.parse(path) as Path);
  next.metadata.managedFields = entries.filter((entry) => Object.keys(entry.fieldsV1).length > 0);
}
