'use client';
import { useEffect, useRef } from 'react';
import { TextField } from '../ui/field';
import { versionRange } from './version-range';

export interface ImageFieldProps {
  value: string;
  autoFocus: boolean;
  onChange: (image: string) => void;
  error: string | null;
}

/**
 * The image to run. Its version is selected when a person enters the field (by pointer, by Tab, or when the dialog opens), so that typing
 * replaces it. Where a program sets the focus (a password manager, an extension), its selection is kept.
 */
export function ImageField({ value, autoFocus, onChange, error }: ImageFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const entered = useRef(false);
  useEffect(() => {
    if (document.activeElement === field.current) selectVersion(field.current);
  }, []);
  return (
    <TextField
      ref={field}
      label="Image"
      className="mono"
      autoFocus={autoFocus}
      value={value}
      onChange={onChange}
      error={error}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onKeyUp={(event) => {
        if (event.key === 'Tab') selectVersion(event.currentTarget);
      }}
      onPointerDown={(event) => {
        entered.current = document.activeElement !== event.currentTarget;
      }}
      onClick={(event) => {
        // A pointer sets its caret after the focus event. A selection that was made by dragging stays.
        const { selectionStart, selectionEnd } = event.currentTarget;
        if (entered.current && selectionStart === selectionEnd) selectVersion(event.currentTarget);
        entered.current = false;
      }}
    />
  );
}

function selectVersion(input: HTMLInputElement | null): void {
  input?.setSelectionRange(...versionRange(input.value));
}
