'use client';
import { useRef } from 'react';
import { TextField } from '../ui/field';
import { versionRange } from './change-draft';

export interface ImageFieldProps {
  value: string;
  onChange: (image: string) => void;
  error: string | null;
}

/** The image to run. Its version is selected once, as the dialog opens, so that typing replaces it. */
export function ImageField({ value, onChange, error }: ImageFieldProps) {
  const entered = useRef(false);
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
      onFocus={({ currentTarget: input }) => {
        if (entered.current) return;
        entered.current = true;
        input.setSelectionRange(...versionRange(input.value));
      }}
    />
  );
}
