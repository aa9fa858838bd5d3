'use client';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from './cx';

/** Label on the left, field on the right; on a phone the label is above. Children are Fields. */
export function Form({ className, ...rest }: ComponentProps<'form'>) {
  return <form noValidate className={cx('form', className)} {...rest} />;
}

/** The attributes that connect a control to its Field. */
export interface ControlProps {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

export interface FieldProps {
  label: ReactNode;
  /** Names the field and the rule: "Replicas must be 3 to 8: Production allows no more for ledger." */
  error?: ReactNode;
  hint?: ReactNode;
  children: (control: ControlProps) => ReactNode;
}

/** One row of a Form. An error is shown below the field and read with it. */
export function Field({ label, error, hint, children }: FieldProps) {
  const id = useId();
  const failed = error !== undefined && error !== null && error !== '';
  const described = [failed && `${id}-error`, hint !== undefined && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <div>
        {children({
          id,
          'aria-invalid': failed || undefined,
          'aria-describedby': described === '' ? undefined : described,
        })}
        {hint === undefined ? null : (
          <p className="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        {failed ? (
          <p className="error" id={`${id}-error`} role="alert">
            {error}
          </p>
        ) : null}
      </div>
    </>
  );
}

/** The buttons of a Form, below its fields. */
export function FormActions({ children }: { children: ReactNode }) {
  return (
    <>
      <span />
      <div className="actions">{children}</div>
    </>
  );
}

interface Described extends Omit<FieldProps, 'children'> {
  value: string;
  onChange: (value: string) => void;
}

export interface TextFieldProps
  extends Described, Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'children'> {}

/** A line of text. Validate on leave (`onBlur`), not while typing. */
export function TextField({ label, error, hint, onChange, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <input
          {...rest}
          {...control}
          className={cx('input', className)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export interface TextAreaFieldProps
  extends Described, Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'children'> {}

/** A text of several lines. */
export function TextAreaField({ label, error, hint, onChange, className, ...rest }: TextAreaFieldProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <textarea
          {...rest}
          {...control}
          className={cx('input', className)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
