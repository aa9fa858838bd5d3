'use client';
import { useId } from 'react';
import type { PlacementChoice } from './change-choices';

export interface WhereFieldProps {
  choices: readonly PlacementChoice[];
  value: string;
  onChange: (placement: string) => void;
}

/** Which placement, each with what is there now. */
export function WhereField({ choices, value, onChange }: WhereFieldProps) {
  const id = useId();
  return (
    <>
      <span id={id} className="form__label">
        Where
      </span>
      <div role="radiogroup" aria-labelledby={id} className="choices">
        {choices.map((choice) => (
          <label key={choice.id}>
            <input
              type="radio"
              name={id}
              value={choice.id}
              checked={choice.id === value}
              onChange={() => onChange(choice.id)}
              aria-labelledby={`${id}-${choice.id}`}
              aria-describedby={`${id}-${choice.id}-note`}
            />
            <span id={`${id}-${choice.id}`}>{choice.label}</span>
            <span id={`${id}-${choice.id}-note`} className="muted">
              {choice.note}
            </span>
          </label>
        ))}
      </div>
    </>
  );
}
