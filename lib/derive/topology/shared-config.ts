import type { Evidence, TopologyEdge } from '@/lib/model';

/**
 * Removes calls that only seem to exist because several workloads share one file of settings: it holds
 * `geoMongoAddress` and `profileMongoAddress`, and each workload reads only its own. A key that begins with the name of
 * one of the callers of the same line belongs to that caller.
 */
export function withoutOthersSettings(edges: readonly TopologyEdge[]): readonly TopologyEdge[] {
  const callers = new Map<string, Set<string>>();
  for (const { from, to, kind, evidence } of edges) {
    if (kind !== 'calls') continue;
    for (const one of evidence) {
      const key = keyIn(one);
      if (key === null) continue;
      const line = lineOf(to, key);
      callers.set(line, (callers.get(line) ?? new Set()).add(from));
    }
  }
  if (callers.size === 0) return edges;
  return edges.flatMap((edge): TopologyEdge[] => {
    if (edge.kind !== 'calls' || !edge.evidence.some((one) => keyIn(one) !== null)) return [edge];
    const evidence = edge.evidence.filter((one) => {
      const key = keyIn(one);
      const owners = key === null ? [] : ownersOf(key, callers.get(lineOf(edge.to, key)) ?? new Set());
      return owners.length === 0 || owners.includes(edge.from);
    });
    if (evidence.length === edge.evidence.length) return [edge];
    return evidence.length === 0 ? [] : [{ ...edge, evidence }];
  });
}

function lineOf(to: string, key: string): string {
  return `${to}\n${key}`;
}

/** The key of a setting in a ConfigMap's file. */
function keyIn({ object, field }: Evidence): string | null {
  if (!object.startsWith('ConfigMap ')) return null;
  return /^data\[.*\](?::\d+)?\.([\w.-]+)$/u.exec(field)?.[1] ?? null;
}

/**
 * Callers whose name begins the key; of several, those with the longest name. None where the key names no caller, or
 * only one caller has it.
 */
function ownersOf(key: string, callers: ReadonlySet<string>): readonly string[] {
  if (callers.size < 2) return [];
  const words = wordsOf(key.replaceAll(/([a-z0-9])([A-Z])/gu, '$1-$2'));
  const lengths = [...callers].map(
    (caller) => [caller, sharedWords(words, wordsOf(nameOf(caller)))] as const,
  );
  const longest = Math.max(...lengths.map(([, length]) => length));
  return longest === 0 ? [] : lengths.filter(([, length]) => length === longest).map(([caller]) => caller);
}

/** `deployment:shop/geo@eu` → `geo`. */
function nameOf(id: string): string {
  return (id.split('/').at(-1) ?? id).split('@')[0] ?? id;
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
}

function sharedWords(key: readonly string[], name: readonly string[]): number {
  let length = 0;
  while (length < name.length && name[length] !== undefined && name[length] === key[length]) length += 1;
  // A full name is a better match than the beginning of a longer one.
  return length > 0 && length === name.length ? length + 0.5 : length;
}
