'use client';
import { useState } from 'react';

/**
 * Returns the focus to where it was when a dialog opened. For dialogs that are opened by state: Radix knows only its own triggers and
 * would leave the focus nowhere.
 *
 * @returns the handler for `onCloseAutoFocus`.
 */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const [seen, setSeen] = useState({ open: false, opener: null as Element | null });
  // Read while it opens: a field that takes the focus does so before any effect runs.
  if (open !== seen.open) {
    const opener = open && typeof document !== 'undefined' ? document.activeElement : seen.opener;
    setSeen({ open, opener });
  }
  return (event) => {
    event.preventDefault();
    if (seen.opener instanceof HTMLElement && seen.opener.isConnected) seen.opener.focus();
  };
}
