'use client';
import type { ReactNode } from 'react';
import { Field } from './field';
import { Icon } from './icon';

export interface NumberFieldProps {
  label: string;
  /** The typed text: it is kept even where it is not a number, so that nothing is lost. */
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  min?: number;
  max?: number;
  error?: ReactNode;
  hint?: ReactNode;
  name?: string;
  /** Whether it takes the focus when a dialog opens. */
  autoFocus?: boolean;
}

/** A whole number with buttons for one less and one more; arrow keys work too. Bounds limit the buttons, not what is typed. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, onBlur, min = 0, max = Number.MAX_SAFE_INTEGER, error, hint, name } = props;
  const number = /^-?\d+$/.test(value.trim()) ? Number(value) : null;
  function step(by: number) {
    onChange(String(Math.min(Math.max((number ?? min) + by, min), max)));
  }
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <div className="stepper">
          <button
            type="button"
            aria-label={`Fewer ${label.toLowerCase()}`}
            disabled={number !== null && number <= min}
            onClick={() => step(-1)}
          >
            <Icon name="minus" />
          </button>
          <input
            {...control}
            className="input"
            role="spinbutton"
            aria-valuenow={number ?? undefined}
            aria-valuemin={min}
            aria-valuemax={max}
            inputMode="numeric"
            autoComplete="off"
            name={name}
            autoFocus={props.autoFocus}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            onBlur={onBlur}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
              event.preventDefault();
              step(event.key === 'ArrowUp' ? 1 : -1);
            }}
          />
          <button
            type="button"
            aria-label={`More ${label.toLowerCase()}`}
            disabled={number !== null && number >= max}
            onClick={() => step(1)}
          >
            <Icon name="plus" />
          </button>
        </div>
      )}
    </Field>
  );
}
