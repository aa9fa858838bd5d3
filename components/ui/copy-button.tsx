'use client';
import { useEffect, useState } from 'react';
import { Button, type ButtonKind } from './button';

export interface CopyButtonProps {
  text: string;
  /** "Copy the Role". */
  label: string;
  kind?: Extract<ButtonKind, 'plain' | 'link' | 'icon'>;
}

/** Copies a text to the clipboard and shows for 2 s whether that worked. */
export function CopyButton({ text, label, kind = 'plain' }: CopyButtonProps) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => {
      setSaid(null);
    }, 2000);
    return () => {
      clearTimeout(timer);
    };
  }, [said]);
  function copy() {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('The browser did not allow it'),
    );
  }
  return (
    <Button
      kind={kind}
      icon={said === 'Copied' ? 'ok' : 'copy'}
      onClick={copy}
      aria-label={kind === 'icon' ? label : undefined}
    >
      <span aria-live="polite">{kind === 'icon' ? null : (said ?? label)}</span>
    </Button>
  );
}
