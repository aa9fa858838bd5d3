import type { ObjectHealth, Verdict } from '@/lib/model';
import { receiptOf, type NamedObject, type Reading, type Viewpoint } from '../evidence';
import { sentence } from '../sentences';

/** The result of one branch of a rule: the status, the field that decided it, and the sentence for it. */
export interface HealthFinding extends Reading {
  readonly status: ObjectHealth;
  /** Without capital and full stop. */
  readonly says: string;
  readonly since?: string | null | undefined;
  /** What the branch means to other rules, where its status and its rule do not say it. */
  readonly code?: 'scaled-to-zero';
}

/** Of a finding about a workload that wants no pods: the code, and the sentence made from it. */
export function scaledToZero(name: string, noun: 'replica' | 'pod'): Pick<HealthFinding, 'code' | 'says'> {
  return { code: 'scaled-to-zero', says: `${name} is scaled to 0 ${noun}s` };
}

/** A finding with its receipt, as a verdict. It depends on one object alone, so that time does not change it. */
export function judged(object: NamedObject, view: Viewpoint, finding: HealthFinding): Verdict<ObjectHealth> {
  return {
    status: finding.status,
    sentence: sentence(finding.says),
    since: finding.since ?? null,
    receipt: receiptOf(object, view, finding),
    validUntil: null,
  };
}

/** `Deployment checkout`, as sentences begin. */
export function nameOf(object: Pick<NamedObject, 'kind'> & { metadata: { name: string } }): string {
  return `${object.kind} ${object.metadata.name}`;
}

/** What is pending deletion is Progressing, whatever its rule; Argo CD's sync hooks are judged until their finalizer is removed. */
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
