'use client';
import { CopyButton } from '../ui/copy-button';

export interface SnippetProps {
  /** Its purpose, for screen readers. */
  label: string;
  text: string;
  /** "Copy the call". */
  copy: string;
}

/** A command to copy, not shortened. */
export function Snippet({ label, text, copy }: SnippetProps) {
  return (
    <>
      <pre className="snippet" tabIndex={0} role="group" aria-label={label}>
        {text}
      </pre>
      <CopyButton text={text} label={copy} />
    </>
  );
}
