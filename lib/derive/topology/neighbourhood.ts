import type { EdgeKind } from '@/lib/model';

interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
}

/**
 * All nodes within `depth` calls of the starts, in either direction, including the starts. A Service and the workloads
 * that it selects count as one step.
 */
export function neighbourhood(
  edges: readonly Link[],
  starts: Iterable<string>,
  depth: number,
): ReadonlySet<string> {
  const beside = new Map<string, { readonly id: string; readonly cost: 0 | 1 }[]>();
  const join = (a: string, b: string, cost: 0 | 1): void => {
    const held = beside.get(a);
    if (held) held.push({ id: b, cost });
    else beside.set(a, [{ id: b, cost }]);
  };
  for (const { from, to, kind } of edges) {
    const cost = kind === 'selects' ? 0 : 1;
    join(from, to, cost);
    join(to, from, cost);
  }
  const far = new Map<string, number>();
  let round = [...starts];
  for (let steps = 0; steps <= depth && round.length > 0; steps += 1) {
    const next: string[] = [];
    const stack = round;
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (far.has(id)) continue;
      far.set(id, steps);
      for (const { id: other, cost } of beside.get(id) ?? []) {
        if (!far.has(other)) (cost === 0 ? stack : next).push(other);
      }
    }
    round = next;
  }
  return new Set(far.keys());
}
