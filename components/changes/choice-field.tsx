import { useId, type ReactNode } from 'react';
import { cx } from '../ui/cx';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly note?: ReactNode;
  /** It is shown for comparison and cannot be chosen. */
  readonly disabled?: boolean;
}

export interface ChoiceFieldProps {
  label: string;
  choices: readonly Choice[];
  value: string;
  onChange: (id: string) => void;
  /** Whether the chosen option takes the focus. */
  autoFocus?: boolean;
  /** Side by side: for a few short options without notes. */
  inline?: boolean;
  error?: string | null;
}

/** One of a few options, all visible, each with a note. Arrow keys change the choice. */
export function ChoiceField({
  label,
  choices,
  value,
  onChange,
  inline = false,
  autoFocus = false,
  error,
}: ChoiceFieldProps) {
  const id = useId();
  return (
    <>
      <span id={id} className="form__label">
        {label}
      </span>
      <div role="radiogroup" aria-labelledby={id} className={cx('choices', inline && 'choices--inline')}>
        {choices.map((choice) => (
          <label key={choice.id}>
            <input
              type="radio"
              name={id}
              value={choice.id}
              checked={choice.id === value}
              disabled={choice.disabled}
              autoFocus={autoFocus && choice.id === value}
              onChange={() => onChange(choice.id)}
              aria-labelledby={`${id}-${choice.id}`}
              aria-describedby={choice.note === undefined ? undefined : `${id}-${choice.id}-note`}
            />
            <span id={`${id}-${choice.id}`}>{choice.label}</span>
            {choice.note === undefined ? null : (
              <span id={`${id}-${choice.id}-note`} className="muted">
                {choice.note}
              </span>
            )}
          </label>
        ))}
        {error === undefined || error === null ? null : (
          <p className="error" role="alert">
            {error}
          </p>
        )}
      </div>
    </>
  );
}
