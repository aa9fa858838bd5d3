import type { EntityKind } from '@/lib/model';

export interface RefDefaults {
  /** The kind of a short form; null where Backstage demands that the kind is written. */
  readonly kind: EntityKind | null;
  readonly namespace: string;
  /** Kinds that are allowed here; any by default. */
  readonly allowed?: readonly EntityKind[];
}

/** Entity names, kinds and namespaces (backstage.io/docs/features/software-catalog/descriptor-format, "name", "namespace"). */
export const NAME = /^(?=.{1,63}$)[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$/;
export const NAMESPACE = /^(?=.{1,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** `[kind:][namespace/]name` */
const REF = /^(?:([^:/\s]+):)?(?:([^:/\s]+)\/)?([^:/\s]+)$/;

/**
 * A full reference to an entity in lower case: `group:default/payments`. References are compared without case
 * (backstage.io/docs/features/software-catalog/references). Null for a text that is not a reference, or of a kind that is not allowed.
 */
export function wholeRef(text: string, defaults: RefDefaults): string | null {
  const [, kind, namespace, name] = REF.exec(text) ?? [];
  const wholeKind = (kind ?? defaults.kind)?.toLowerCase();
  const wholeNamespace = (namespace ?? defaults.namespace).toLowerCase();
  if (name === undefined || wholeKind === undefined) return null;
  if (!NAME.test(name) || !NAMESPACE.test(wholeNamespace)) return null;
  const { allowed } = defaults;
  if (allowed && !allowed.some((one) => one.toLowerCase() === wholeKind)) return null;
  return `${wholeKind}:${wholeNamespace}/${name.toLowerCase()}`;
}

/** The reference of an entity itself. */
export function refOf(kind: EntityKind, namespace: string, name: string): string {
  return `${kind}:${namespace}/${name}`.toLowerCase();
}
