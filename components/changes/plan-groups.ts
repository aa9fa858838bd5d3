import { describeRef, type ChangeTarget, type FieldDiff } from '@/lib/model';
import type { DiffGroup } from '../ui/diff';

/** Splits `spec.template.spec.containers[web].image` at its last step outside of brackets. */
export function splitPath(path: string): { readonly parent: string; readonly key: string } {
  let depth = 0;
  for (let at = path.length - 1; at >= 0; at -= 1) {
    const sign = path[at];
    if (sign === ']') depth += 1;
    if (sign === '[') {
      depth -= 1;
      // A path that ends in a key in brackets, `metadata.labels[app.kubernetes.io/name]`, is shown by that key.
      if (depth === 0 && path.endsWith(']'))
        return { parent: path.slice(0, at), key: path.slice(at + 1, -1) };
    }
    if (sign === '.' && depth === 0) return { parent: path.slice(0, at), key: path.slice(at + 1) };
  }
  return { parent: '', key: path };
}

/** The fields of a plan, grouped by their common path, in the plan's order. */
export function groupFields(target: ChangeTarget, fields: readonly FieldDiff[]): DiffGroup[] {
  const groups = new Map<string, DiffGroup['lines'][number][]>();
  for (const { path, before, after } of fields) {
    const { parent, key } = splitPath(path);
    const lines = groups.get(parent) ?? [];
    lines.push({ key, before, after });
    groups.set(parent, lines);
  }
  const object = describeRef(target);
  return [...groups].map(([parent, lines]) => ({
    id: parent,
    at: parent === '' ? object : `${object} › ${parent}`,
    lines,
  }));
}
