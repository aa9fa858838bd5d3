'use client';
import { useEffect, useRef } from 'react';
import { Icon } from './icon';
import { Kbd } from './kbd';
import { VisuallyHidden } from './visually-hidden';

export interface SearchFieldProps {
  /** The accessible name: "Search the catalog". */
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** A key that moves the focus here from anywhere on the page; null for none. */
  shortcut?: string | null;
}

/** A search within one list; Escape clears it. */
export function SearchField({ label, placeholder, value, onChange, shortcut = '/' }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (shortcut === null) return;
    function onKey(event: KeyboardEvent) {
      const target = event.target;
      const typing =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (event.key !== shortcut || event.metaKey || event.ctrlKey || event.altKey || typing) return;
      event.preventDefault();
      input.current?.focus();
    }
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [shortcut]);
  return (
    <label className="field">
      <Icon name="search" />
      <VisuallyHidden>{label}</VisuallyHidden>
      <input
        ref={input}
        type="search"
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
        }}
      />
      {shortcut === null ? null : <Kbd className="desk">{shortcut}</Kbd>}
    </label>
  );
}
