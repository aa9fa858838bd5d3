import type { EntityKind } from '@/lib/model';

export interface RefDefaults {
  /** The kind that a short form means; null where Backstage demands that it is written. */
  readonly kind: EntityKind | null;
  readonly namespace: string;
  /** Kinds that make sense here; any unless given. */
  readonly allowed?: readonly EntityKind[];
}

/** Entity names, kinds and namespaces (backstage.io/docs/features/software-catalog/descriptor-format, "name", "namespace"). */
export const NAME = /^(?=.{1,63}$)[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$/;
export const NAMESPACE = /^(?=.{1,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** `[kind:][namespace/]name` */
const REF = /^(?:([^:/\s]+):)?(?:([^:/\s]+)\/)?([^:/\s]+)$/;

/**
 * A reference to an entity, whole and in small letters: `group:default/payments`. References are compared without case
 * (backstage.io/docs/features/software-catalog/references). Null for what is none, or of a kind that makes no sense here.
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
