import type { ChangeAction, ChangeRequest } from '@/lib/model';
import type { PlacementChoice, WorkloadChoice } from './change-choices';
import { formOf, type Values } from './kinds';

/** What was chosen and typed. */
export interface ChangeDraft {
  readonly placement: string;
  readonly workload: string;
  /** Only values that were changed; the others show the present value. */
  readonly values: Values;
  readonly reason: string;
}

/** Values from a link; empty texts where it has none. */
export interface Preset {
  readonly placement: string;
  readonly workload: string;
  readonly values: Values;
}

/** A draft with every blank filled in from the present values. */
export interface FilledDraft {
  readonly placement: PlacementChoice;
  readonly workload: WorkloadChoice;
  readonly values: Values;
  readonly reason: string;
}

export function draftOf({ placement, workload, values }: Preset): ChangeDraft {
  const given = Object.entries(values).filter(([, value]) => value !== '');
  return { placement, workload, values: Object.fromEntries(given), reason: '' };
}

/** Null when there is nothing to choose from. A choice that does not exist (any more) becomes the first one. */
export function fillDraft(
  action: ChangeAction,
  choices: readonly PlacementChoice[],
  draft: ChangeDraft,
): FilledDraft | null {
  const placement = choices.find(({ id }) => id === draft.placement) ?? choices[0];
  const workload =
    placement?.workloads.find(({ key }) => key === draft.workload) ??
    placement?.workloads.find(({ containers }) =>
      containers.some(({ name }) => name === draft.values.container),
    ) ??
    placement?.workloads[0];
  if (placement === undefined || workload === undefined) return null;
  return { placement, workload, values: formOf(action).fill(workload, draft.values), reason: draft.reason };
}

/** Another workload has other values: what was typed for the first is dropped. */
export function choose(draft: ChangeDraft, change: Partial<ChangeDraft>): ChangeDraft {
  return { ...draft, ...('workload' in change ? { values: {} } : {}), ...change };
}

/** Another place. What was typed is kept, unless it means something else there. */
export function choosePlacement(action: ChangeAction, draft: ChangeDraft, placement: string): ChangeDraft {
  return choose(draft, formOf(action).local === true ? { placement, values: {} } : { placement });
}

/** The request for a filled form. */
export function requestOf(action: ChangeAction, filled: FilledDraft): ChangeRequest {
  const { workload, values, reason } = filled;
  const params = formOf(action).params(values, workload);
  // The form of an action makes the parameters of that action.
  return { action, target: workload.target, params, reason } as ChangeRequest;
}
