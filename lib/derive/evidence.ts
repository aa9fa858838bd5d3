import type { ObjectRef, Receipt } from '@/lib/model';

/** The viewpoint of a judgement: the cluster, when its picture was last up to date (ISO 8601), and the time now. */
export interface Viewpoint {
  readonly cluster: string;
  readonly observedAt: string;
  readonly now: Date;
}

/** The rule that decided, the field that it read (a path as in `kubectl explain`, list items by key), and its value. */
export interface Reading {
  readonly rule: string;
  readonly field: string;
  readonly value: string | number | boolean;
}

/** An object that a receipt can name. `namespace` and `uid` are empty where it has none. */
export interface NamedObject {
  readonly kind: string;
  readonly metadata: { readonly namespace: string; readonly name: string; readonly uid: string };
}

export function refOf(object: NamedObject, cluster: string): ObjectRef {
  const { namespace, name, uid } = object.metadata;
  return { cluster, kind: object.kind, namespace: namespace || null, name, uid: uid || null };
}

export function receiptOf(object: NamedObject, view: Viewpoint, reading: Reading): Receipt {
  return {
    rule: reading.rule,
    object: refOf(object, view.cluster),
    field: reading.field,
    value: String(reading.value),
    cluster: view.cluster,
    observedAt: view.observedAt,
  };
}
