import { FIELD_MANAGER, type RawObject } from '@/lib/model';
import type { ActionKind, Planned } from '../kinds/kind';
import { listAt, recordAt, textAt } from './raw';

/** Who manages a field besides Pilothouse, by metadata.managedFields or by the labels of tools. */
export interface FieldOwner {
  /** Its common name, such as `Argo CD`, or else the name of the manager. */
  readonly name: string;
  /** It writes its own value back: a change of anybody else is undone. */
  readonly reconciles: boolean;
  /** When it last wrote the field; null where only a label shows it. */
  readonly at: string | null;
}

/** Managers that restore what they wrote, by the beginning of their names. */
const RECONCILERS: readonly (readonly [prefix: RegExp, name: string])[] = [
  [/^argocd/, 'Argo CD'],
  [/^(kustomize-controller|flux)/, 'Flux'],
  [/^helm-controller/, "Flux's Helm controller"],
  [/^helm/i, 'Helm'],
  [/^(terraform|hashicorp)/i, 'Terraform'],
];

/**
 * Who else owns the field that a Change touches, by FieldsV1 (structured-merge-diff: `f:` a field, `k:` a list item by
 * its key). A manager that owns a field through the `scale` subresource is the autoscaler's or `kubectl scale`'s: it is
 * listed by name.
 */
export function fieldOwners(live: RawObject, kind: ActionKind, planned: Planned): FieldOwner[] {
  const owners = new Map<string, FieldOwner>();
  for (const entry of listAt(live, 'metadata', 'managedFields')) {
    const manager = textAt(entry, 'manager');
    if (manager === null || manager === FIELD_MANAGER) continue;
    if (!kind.owns(recordAt(entry, 'fieldsV1'), planned)) continue;
    const known = RECONCILERS.find(([pattern]) => pattern.test(manager));
    const name = known?.[1] ?? manager;
    owners.set(name, { name, reconciles: known !== undefined, at: textAt(entry, 'time') });
  }
  for (const name of labelled(live)) {
    if (!owners.has(name)) owners.set(name, { name, reconciles: true, at: null });
  }
  return [...owners.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** Tools that mark all objects that they manage. */
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
