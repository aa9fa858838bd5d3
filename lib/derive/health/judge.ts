import type { ObjectHealth, Verdict } from '@/lib/model';
import { receiptOf, type NamedObject, type Reading, type Viewpoint } from '../evidence';
import { sentence } from '../sentences';

/** One branch of a rule: the status, the reading that decided it, and the sentence that says so. */
export interface HealthFinding extends Reading {
  readonly status: ObjectHealth;
  /** Without capital and full stop. */
  readonly says: string;
  readonly since?: string | null | undefined;
}

/** A finding with its receipt. What is judged from one object alone changes only with that object. */
export function judged(object: NamedObject, view: Viewpoint, finding: HealthFinding): Verdict<ObjectHealth> {
  return {
    status: finding.status,
    sentence: sentence(finding.says),
    since: finding.since ?? null,
    receipt: receiptOf(object, view, finding),
    validUntil: null,
  };
}

/** `Deployment checkout`: how a sentence begins. */
export function nameOf(object: Pick<NamedObject, 'kind'> & { metadata: { name: string } }): string {
  return `${object.kind} ${object.metadata.name}`;
}

/** What is pending deletion is on its way, whatever its rule; Argo CD's sync hooks are judged until their finalizer goes. */
export function pendingDeletion(
  object: NamedObject & { readonly metadata: { deletionTimestamp?: string; hookFinalizer?: boolean } },
): HealthFinding | null {
  const { deletionTimestamp, hookFinalizer } = object.metadata;
  if (deletionTimestamp === undefined || hookFinalizer === true) return null;
  return {
    status: 'Progressing',
    rule: `${object.kind.toLowerCase()}.pending-deletion`,
    field: 'metadata.deletionTimestamp',
    value: deletionTimestamp,
    says: `${nameOf(object)} is being deleted`,
    since: deletionTimestamp,
  };
}
