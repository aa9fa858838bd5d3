import type { ChangeIntent } from '@/lib/db/change-record';
import { FIELD_MANAGER, type RawObject } from '@/lib/model';
import { containersPath } from './patch';
import { isRecord, listAt, recordAt, textAt } from './raw';

/** Who manages a field besides us, as metadata.managedFields or the tools' own labels tell. */
export interface FieldOwner {
  /** What a person calls it: `Argo CD`, or the manager's own name. */
  readonly name: string;
  /** It writes its own value back by itself: a change by hand is undone. */
  readonly reconciles: boolean;
  /** When it last wrote the field; null where only a label tells of it. */
  readonly at: string | null;
}

/** Managers that keep what they wrote, by how their names begin. */
const RECONCILERS: readonly (readonly [prefix: RegExp, name: string])[] = [
  [/^argocd/, 'Argo CD'],
  [/^(kustomize-controller|flux)/, 'Flux'],
  [/^helm-controller/, "Flux's Helm controller"],
  [/^helm/i, 'Helm'],
  [/^(terraform|hashicorp)/i, 'Terraform'],
];

/**
 * Who else owns the field that a Change touches. A manager that owns a field through the `scale` subresource is the autoscaler's or
 * `kubectl scale`'s: it is listed by name.
 */
export function fieldOwners(live: RawObject, intent: ChangeIntent, container: string): FieldOwner[] {
  const owners = new Map<string, FieldOwner>();
  for (const entry of listAt(live, 'metadata', 'managedFields')) {
    const manager = textAt(entry, 'manager');
    if (manager === null || manager === FIELD_MANAGER) continue;
    if (!owns(recordAt(entry, 'fieldsV1'), intent, container)) continue;
    const known = RECONCILERS.find(([pattern]) => pattern.test(manager));
    const name = known?.[1] ?? manager;
    owners.set(name, { name, reconciles: known !== undefined, at: textAt(entry, 'time') });
  }
  for (const name of labelled(live)) {
    if (!owners.has(name)) owners.set(name, { name, reconciles: true, at: null });
  }
  return [...owners.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** FieldsV1 (structured-merge-diff): `f:` a field, `k:` a list item by its key. */
function owns(fields: RawObject, intent: ChangeIntent, container: string): boolean {
  if (intent.action === 'scale') return 'f:replicas' in recordAt(fields, 'f:spec');
  const list = recordAt(fields, ...containersPath(intent.target.kind).map((key) => `f:${key}`));
  return Object.entries(list).some(
    ([key, item]) => keyedName(key) === container && isRecord(item) && 'f:image' in item,
  );
}

function keyedName(key: string): string | null {
  if (!key.startsWith('k:')) return null;
  try {
    return textAt(JSON.parse(key.slice(2)), 'name');
  } catch {
    return null;
  }
}

/** Tools that mark what they manage as a whole. */
function labelled(live: RawObject): string[] {
  const labels = recordAt(live, 'metadata', 'labels');
  const annotations = recordAt(live, 'metadata', 'annotations');
  const marks: [string, boolean][] = [
    ['Argo CD', 'argocd.argoproj.io/instance' in labels || 'argocd.argoproj.io/tracking-id' in annotations],
    ['Flux', 'kustomize.toolkit.fluxcd.io/name' in labels || 'helm.toolkit.fluxcd.io/name' in labels],
    ['Helm', labels['app.kubernetes.io/managed-by'] === 'Helm'],
  ];
  return marks.filter(([, marked]) => marked).map(([name]) => name);
}
