'use client';
import { CopyButton } from '../ui/copy-button';

export interface SnippetProps {
  /** What it does, for those who listen. */
  label: string;
  text: string;
  /** "Copy the call". */
  copy: string;
}

/** A command to copy, whole. */
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
