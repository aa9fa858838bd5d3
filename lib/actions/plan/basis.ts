import type { ChangeStepRecord } from '@/lib/db/change-record';
import type { FieldDiff, RawObject } from '@/lib/model';
import type { ActionKind } from '../kinds/kind';
import { seal, unseal } from '../seal';
import { diffObjects } from './diff';
import type { Draft } from './make-plan';
import { maskDiff } from './mask';
import { isRecord, recordAt } from './raw';
import { nestedAt, runningTemplate, templatePath } from './template';

/** What a plan depends on and a Change must not show: stored encrypted with the step. */
export interface Basis {
  /** What the action resolved at planning. */
  readonly resolved: unknown;
  /** The pod template at planning, to show later what has changed. */
  readonly template: RawObject;
}

export function sealBasis(key: Uint8Array, { planned, live }: Draft, operationId: string): Uint8Array {
  const template = runningTemplate(live, planned.intent.target.kind);
  const basis: Basis = { resolved: planned.resolved, template };
  return seal(key, basis, operationId);
}

/**
 * What the plan of a step depends on; or why that is missing, as a sentence without its full stop. Steps from before
 * encryption have none, which matters only where their action resolves something.
 */
export function basisOf(
  key: Uint8Array,
  { sealed, operationId }: ChangeStepRecord,
  kind: Pick<ActionKind, 'resolve'>,
): Basis | { readonly missing: string } {
  if (sealed === null) {
    if (kind.resolve === undefined) return { resolved: null, template: {} };
    return { missing: 'What its plan depends on was not stored with it' };
  }
  const found = unseal(key, sealed, operationId);
  if (!isRecord(found)) return { missing: 'It was planned with another session secret' };
  return { resolved: found.resolved, template: recordAt(found, 'template') };
}

const NAMED_MAX = 3;

/** The fields that changed since the plan was made, for a sentence: ` (spec.replicas)`; empty where none can be named. */
export function whatMoved(step: ChangeStepRecord, basis: Basis, draft: Draft): string {
  const { kind } = step.intent.target;
  const path = templatePath(kind);
  const planned = nestedAt(path, basis.template);
  const now = nestedAt(path, runningTemplate(draft.live, kind));
  const template = step.sealed === null ? [] : maskDiff(diffObjects(planned, now));
  const moved = [
    ...new Set([...template, ...differing(step.plan.diff, draft.diff)].map((field) => field.path)),
  ];
  if (moved.length === 0) return '';
  const more = moved.length - NAMED_MAX;
  return ` (${moved.slice(0, NAMED_MAX).join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}

function differing(planned: readonly FieldDiff[], now: readonly FieldDiff[]): FieldDiff[] {
  const same = (a: FieldDiff, b: FieldDiff) =>
    a.path === b.path && a.before === b.before && a.after === b.after;
  const only = (some: readonly FieldDiff[], others: readonly FieldDiff[]) =>
    some.filter((field) => !others.some((other) => same(field, other)));
  return [...only(planned, now), ...only(now, planned)];
}
