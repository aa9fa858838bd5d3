'use client';
import { useRef } from 'react';
import { TextField } from '../ui/field';
import { versionRange } from './change-draft';

export interface ImageFieldProps {
  value: string;
  onChange: (image: string) => void;
  error: string | null;
}

/** The image to run. Its version is selected when the field is entered, so that typing replaces it. */
export function ImageField({ value, onChange, error }: ImageFieldProps) {
  const byPointer = useRef(false);
  const select = (input: HTMLInputElement): void => input.setSelectionRange(...versionRange(input.value));
  return (
    <TextField
      label="Image"
      className="mono"
      autoFocus
      value={value}
      onChange={onChange}
      error={error}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onFocus={(event) => select(event.currentTarget)}
      onPointerDown={(event) => {
        byPointer.current = document.activeElement !== event.currentTarget;
      }}
      onClick={(event) => {
        // A pointer sets its caret after the focus: the selection is made once more, unless a stretch was drawn.
        const input = event.currentTarget;
        if (byPointer.current && input.selectionStart === input.selectionEnd) select(input);
        byPointer.current = false;
      }}
    />
  );
}
