'use client';
import { useState } from 'react';
import type { ApiError } from '@/lib/client';
import type { ChangeAction } from '@/lib/model';
import { Form, TextField } from '../ui/field';
import { ActionField } from './action-field';
import type { PlacementChoice } from './change-choices';
import { choose, choosePlacement, type ChangeDraft, type FilledDraft } from './change-draft';
import { ChoiceField } from './choice-field';
import { fieldError } from './field-error';
import { formOf } from './kinds';
import { SelectField } from './select-field';

export interface ChangeFormProps {
  /** The submit button is outside of the form and names it by this id. */
  id: string;
  action: ChangeAction;
  choices: readonly PlacementChoice[];
  draft: ChangeDraft;
  filled: FilledDraft;
  /** Why other placements cannot be chosen. */
  unfit: readonly string[];
  error: ApiError | null;
  /** Whether the fields of the action take the focus. */
  autoFocus: boolean;
  onAction: (action: ChangeAction) => void;
  onDraft: (draft: ChangeDraft) => void;
  onSubmit: () => void;
}

/** The form of a Change: what to do, where, and why. */
export function ChangeForm(props: ChangeFormProps) {
  const { id, action, choices, draft, filled, unfit, error, autoFocus, onAction, onDraft, onSubmit } = props;
  const form = formOf(action);
  const { Fields } = form;
  const put = (change: Partial<ChangeDraft>): void => onDraft(choose(draft, change));
  // Values are checked after a field is left or the form is sent, not while they are typed.
  const [judged, setJudged] = useState<string | null>(null);
  const now = JSON.stringify(filled.values);
  return (
    <Form
      id={id}
      onSubmit={(event) => {
        event.preventDefault();
        setJudged(now);
        if ((form.fault?.(filled.values) ?? null) === null) onSubmit();
      }}
    >
      <ActionField value={action} onChange={onAction} />
      <ChoiceField
        label="Where"
        choices={choices}
        value={filled.placement.id}
        onChange={(placement) => onDraft(choosePlacement(action, draft, placement))}
      />
      {filled.placement.workloads.length < 2 ? null : (
        <SelectField
          label="Workload"
          value={filled.workload.key}
          options={filled.placement.workloads.map(({ key, label }) => ({ value: key, label }))}
          onChange={(workload) => put({ workload })}
        />
      )}
      <Fields
        workload={filled.workload}
        filled={filled.values}
        typed={draft.values}
        judged={judged === now}
        error={error}
        autoFocus={autoFocus}
        onValues={(values) => put({ values })}
        onLeave={() => setJudged(now)}
      />
      <TextField
        label="Reason"
        value={draft.reason}
        autoFocus={autoFocus && form.values.length === 0}
        maxLength={2000}
        onChange={(reason) => put({ reason })}
        error={fieldError('Reason', error?.field('reason'))}
      />
      {unfit.length === 0 ? null : <p className="form__wide hint">{unfit.join(' ')}</p>}
    </Form>
  );
}
