import type { ChangeStepRecord } from '@/lib/db/change-record';
import type { FieldDiff, RawObject } from '@/lib/model';
import type { ActionKind } from '../kinds/kind';
import { seal, unseal } from '../seal';
import { diffObjects } from './diff';
import type { Draft } from './make-plan';
import { maskDiff } from './mask';
import { isRecord, recordAt } from './raw';
import { nestedAt, runningTemplate, templatePath } from './template';

/** What a plan rests on and its Change must not show: kept encrypted with the step. */
export interface Basis {
  /** What the action resolved when it was planned. */
  readonly resolved: unknown;
  /** The pod template as it stood: to say later what has moved. */
  readonly template: RawObject;
}

export function sealBasis(key: Uint8Array, { planned, live }: Draft, operationId: string): Uint8Array {
  const template = runningTemplate(live, planned.intent.target.kind);
  const basis: Basis = { resolved: planned.resolved, template };
  return seal(key, basis, operationId);
}

/**
 * What a step's plan rests on; or why that is missing, as a sentence without its full stop. A step that was kept before there were seals
 * rests on nothing else, unless its action resolves something.
 */
export function basisOf(
  key: Uint8Array,
  { sealed, operationId }: ChangeStepRecord,
  kind: Pick<ActionKind, 'resolve'>,
): Basis | { readonly missing: string } {
  if (sealed === null) {
    if (kind.resolve === undefined) return { resolved: null, template: {} };
    return { missing: 'What its plan rests on was not kept with it' };
  }
  const found = unseal(key, sealed, operationId);
  if (!isRecord(found)) return { missing: 'It was planned under another secret of sessions' };
  return { resolved: found.resolved, template: recordAt(found, 'template') };
}

const NAMED_MAX = 3;

/** Names the fields that moved since a plan was made, for a sentence: ` (spec.replicas)`; empty where none can be named. */
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
