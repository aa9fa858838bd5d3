'use client';
import { useState } from 'react';
import type { ApiError } from '@/lib/client';
import type { ChangeAction } from '@/lib/model';
import { Field, Form, TextField } from '../ui/field';
import { NumberField } from '../ui/number-field';
import type { PlacementChoice } from './change-choices';
import { choose, fieldError, replicasError, type ChangeDraft, type FilledDraft } from './change-draft';
import { ImageField } from './image-field';
import { WhereField } from './where-field';

export interface ChangeFormProps {
  /** The button that submits stands outside and names it. */
  id: string;
  action: ChangeAction;
  choices: readonly PlacementChoice[];
  draft: ChangeDraft;
  filled: FilledDraft;
  /** Placements that are no choice, and why. */
  unfit: readonly string[];
  error: ApiError | null;
  onDraft: (draft: ChangeDraft) => void;
  onSubmit: () => void;
}

/** What to do, where, and why. */
export function ChangeForm(props: ChangeFormProps) {
  const { id, action, choices, draft, filled, unfit, error, onDraft, onSubmit } = props;
  const put = (change: Partial<ChangeDraft>): void => onDraft(choose(draft, change));
  // The number that was left or sent: that one is judged, not the one that is being typed.
  const [done, setDone] = useState<string | null>(null);
  return (
    <Form
      id={id}
      onSubmit={(event) => {
        event.preventDefault();
        setDone(filled.replicas);
        if (action === 'deploy' || replicasError(filled.replicas) === null) onSubmit();
      }}
    >
      <WhereField
        choices={choices}
        value={filled.placement.id}
        onChange={(placement) => put({ placement })}
      />
      {filled.placement.workloads.length < 2 ? null : (
        <SelectField
          label="Workload"
          value={filled.workload.key}
          options={filled.placement.workloads.map(({ key, label }) => ({ value: key, label }))}
          onChange={(workload) => put({ workload, container: '' })}
        />
      )}
      {action === 'scale' ? (
        <ReplicasField
          filled={filled}
          done={done === filled.replicas}
          error={error}
          onChange={(replicas) => put({ replicas })}
          onLeave={() => setDone(filled.replicas)}
        />
      ) : (
        <>
          {filled.workload.containers.length < 2 ? null : (
            <SelectField
              label="Container"
              value={filled.container}
              options={filled.workload.containers.map(({ name }) => ({ value: name, label: name }))}
              onChange={(container) => put({ container })}
              error={fieldError('Container', error?.field('params.container'))}
            />
          )}
          <ImageField
            value={filled.image}
            onChange={(image) => put({ image })}
            error={fieldError('Image', error?.field('params.image'))}
          />
        </>
      )}
      <TextField
        label="Reason"
        value={draft.reason}
        maxLength={2000}
        onChange={(reason) => put({ reason })}
        error={fieldError('Reason', error?.field('reason'))}
      />
      {unfit.length === 0 ? null : <p className="form__wide hint">{unfit.join(' ')}</p>}
    </Form>
  );
}

function ReplicasField({
  filled,
  done,
  error,
  onChange,
  onLeave,
}: {
  filled: FilledDraft;
  done: boolean;
  error: ApiError | null;
  onChange: (replicas: string) => void;
  onLeave: () => void;
}) {
  const { replicas, workload } = filled;
  const wrong = done ? replicasError(replicas) : null;
  return (
    <NumberField
      label="Replicas"
      value={replicas}
      autoFocus
      min={0}
      max={1000}
      onChange={onChange}
      onBlur={onLeave}
      error={wrong ?? fieldError('Replicas', error?.field('params.replicas'))}
      hint={`${workload.replicas ?? 0} now.`}
    />
  );
}

interface SelectFieldProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  error?: string | null;
}

function SelectField({ label, value, options, onChange, error }: SelectFieldProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
