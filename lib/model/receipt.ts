import type { ObjectRef } from './refs';

/**
 * Where a status was read: the rule that judged, the object, the field (a path as kubectl explains it), its
 * value as text, the cluster, and when the picture that held it was observed (ISO 8601).
 */
export interface Receipt {
  readonly rule: string;
  readonly object: ObjectRef;
  readonly field: string;
  readonly value: string;
  readonly cluster: string;
  readonly observedAt: string;
}
