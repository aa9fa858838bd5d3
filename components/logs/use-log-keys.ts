'use client';
import { useEffect, useRef } from 'react';

/** Calls the action of a key, wherever on the page it is pressed, unless the person is typing or holds a modifier key. */
export function useLogKeys(keys: Readonly<Record<string, () => void>>): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (typing || event.metaKey || event.ctrlKey || event.altKey) return;
      // In an open list letters choose an option.
      if (target instanceof Element && target.closest('[role=listbox], [role=dialog]') !== null) return;
      const action = current.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
