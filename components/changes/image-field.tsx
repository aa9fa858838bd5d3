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
 * The image to run. Its version is selected when a person enters the field, by pointer, Tab or the opening of the dialog, so that
 * typing replaces it. A focus by program (a password manager, an extension) keeps the selection that it made.
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
        // A pointer sets its caret after the focus. A stretch that was drawn with it stays.
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
