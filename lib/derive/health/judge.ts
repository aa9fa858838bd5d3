import type { AnyObject, ObjectHealth, Verdict } from '@/lib/model';
import { receiptOf, type Reading, type Viewpoint } from '../evidence';
import { sentence } from '../words';

/** One branch of a rule: the status, the reading that decided it, and the sentence that says so. */
export interface Finding extends Reading {
  readonly status: ObjectHealth;
  /** Without capital and full stop. */
  readonly says: string;
  readonly since?: string | null | undefined;
}

/** A finding with its receipt. What is judged from one object alone changes only with that object. */
export function judged(object: AnyObject, view: Viewpoint, finding: Finding): Verdict<ObjectHealth> {
  return {
    status: finding.status,
    sentence: sentence(finding.says),
    since: finding.since ?? null,
    receipt: receiptOf(object, view, finding),
    validUntil: null,
  };
}

/** `Deployment checkout`: how a sentence begins. */
export function nameOf(object: AnyObject): string {
  return `${object.kind} ${object.metadata.name}`;
}
