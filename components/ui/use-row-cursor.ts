'use client';
import { useEffect, useState } from 'react';

export interface RowCursorOptions {
  /** How many rows there are. */
  count: number;
  onOpen: (index: number) => void;
  /** Further keys for the row of the cursor: `{ d: deploy }`. */
  keys?: Readonly<Record<string, (index: number) => void>>;
  /** Called after a move, so that a virtual list can scroll to the row. */
  onMove?: (index: number) => void;
}

/**
 * The row of a list that the keyboard is on: J and K move it, Enter opens it. Off while a person types or a dialog is open. Returns the
 * index, or null before the first move; set `data-at` on that row.
 */
export function useRowCursor({ count, onOpen, keys, onMove }: RowCursorOptions) {
  const [at, setAt] = useState<number | null>(null);
  const row = at === null || count === 0 ? null : Math.min(at, count - 1);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (isTaken(event)) return;
      const key = event.key.toLowerCase();
      if (key === 'j' || key === 'k') {
        if (count === 0) return;
        const next = row === null ? 0 : Math.min(Math.max(row + (key === 'j' ? 1 : -1), 0), count - 1);
        setAt(next);
        onMove?.(next);
        event.preventDefault();
        return;
      }
      if (row === null) return;
      if (event.key === 'Enter' && !isInteractive(event.target)) onOpen(row);
      else keys?.[key]?.(row);
    }
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [count, row, onOpen, keys, onMove]);

  return { at: row, setAt } as const;
}

/** Whether a key is for something else: a field, a dialog, a shortcut of the browser. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  return target.closest('[role=dialog],[role=menu],[role=listbox]') !== null;
}

function isInteractive(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a,button,summary') !== null;
}
