import { clone, equal, isRecord, type JsonRecord } from './json';

/** Lists that Kubernetes merges by a key, by the name of their field; `ports` is decided by its items. */
const MERGE_KEYS: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  imagePullSecrets: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  conditions: 'type',
  ownerReferences: 'uid',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
};
const MERGED_PRIMITIVES = new Set(['finalizers']);

/**
 * Kubernetes' strategic merge patch for the built-in kinds that the demo serves: merge keys, `$patch`, `$retainKeys`,
 * `$setElementOrder/…` and `$deleteFromPrimitiveList/…`. Neither argument is changed.
 */
export function strategicMerge(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return clone(patch);
  if (patch.$patch === 'replace') return withoutDirectives(patch);
  const result: JsonRecord = isRecord(target) ? clone(target) : {};
  if (patch.$patch === 'delete') return {};
  if (Array.isArray(patch.$retainKeys)) {
    for (const key of Object.keys(result))
      if (!patch.$retainKeys.includes(key)) Reflect.deleteProperty(result, key);
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    if (value === null) Reflect.deleteProperty(result, key);
    else if (Array.isArray(value)) result[key] = mergeList(key, result[key], value);
    else result[key] = strategicMerge(result[key], value);
  }
  for (const [key, value] of Object.entries(patch)) applyListDirective(result, key, value);
  return result;
}

function mergeKeyOf(field: string, items: unknown[]): string | undefined {
  if (field !== 'ports') return MERGE_KEYS[field];
  return items.some((item) => isRecord(item) && 'containerPort' in item) ? 'containerPort' : 'port';
}

function mergeList(field: string, target: unknown, patch: unknown[]): unknown[] {
  const current = Array.isArray(target) ? (target as unknown[]) : [];
  if (MERGED_PRIMITIVES.has(field)) return [...new Set([...current, ...patch])];
  const mergeKey = mergeKeyOf(field, [...patch, ...current]);
  const replaces = patch.some((item) => isRecord(item) && item.$patch === 'replace');
  if (!mergeKey || replaces) {
    return patch
      .filter((item) => !(isRecord(item) && item.$patch === 'replace'))
      .map((item) => withoutDirectives(item));
  }
  const result = clone(current);
  for (const item of patch) {
    if (!isRecord(item)) continue;
    const index = result.findIndex((other) => isRecord(other) && equal(other[mergeKey], item[mergeKey]));
    if (item.$patch === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index >= 0) result[index] = strategicMerge(result[index], item);
    else result.push(withoutDirectives(item));
  }
  return result;
}

function applyListDirective(result: JsonRecord, key: string, value: unknown): void {
  const [directive, field] = key.split('/');
  const list = field ? result[field] : undefined;
  if (!field || !Array.isArray(list) || !Array.isArray(value)) return;
  if (directive === '$deleteFromPrimitiveList') result[field] = list.filter((item) => !value.includes(item));
  if (directive !== '$setElementOrder') return;
  const mergeKey = mergeKeyOf(field, list);
  const rank = (item: unknown) => {
    const found = value.findIndex((wanted) =>
      mergeKey && isRecord(item) && isRecord(wanted)
        ? equal(wanted[mergeKey], item[mergeKey])
        : wanted === item,
    );
    return found < 0 ? value.length : found;
  };
  result[field] = [...(list as unknown[])].sort((a, b) => rank(a) - rank(b));
}

function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key, member]) => !key.startsWith('$') && member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutDirectives(member)]));
}
