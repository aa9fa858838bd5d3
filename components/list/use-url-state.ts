'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** The state of a list page in its address, so that it can be shared: text by name, sets as comma-separated lists. */
export interface UrlState {
  readonly get: (name: string) => string;
  readonly set: (name: string, value: string) => void;
  /** Sets several values at once. */
  readonly put: (values: Readonly<Record<string, string>>) => void;
  readonly list: (name: string) => readonly string[];
  /** Adds a value to a set, or removes it. */
  readonly toggle: (name: string, value: string) => void;
  /** Removes these names from the address. */
  readonly clear: (...names: readonly string[]) => void;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const normal = (query: string): string => new URLSearchParams(query).toString();

/**
 * Reads and replaces the query of the address, without a request to the server and without a history entry. What is written can be read at
 * once; Next would report it in a transition, too late for a person who types fast.
 */
export function useUrlState(): UrlState {
  const shown = useSearchParams().toString();
  const path = usePathname();
  // While the next page loads, the address bar still shows the old one: then Next's value is the right one.
  const query = useSyncExternalStore(
    subscribe,
    () => (window.location.pathname === path ? normal(window.location.search) : shown),
    () => shown,
  );
  const params = useMemo(() => new URLSearchParams(query), [query]);

  const replace = useCallback(
    (change: (next: URLSearchParams) => void) => {
      const next = new URLSearchParams(window.location.search);
      change(next);
      const text = next.toString();
      window.history.replaceState(null, '', text === '' ? path : `${path}?${text}`);
      for (const listener of listeners) listener();
    },
    [path],
  );

  return {
    get: (name) => params.get(name) ?? '',
    set: (name, value) => replace((next) => (value === '' ? next.delete(name) : next.set(name, value))),
    put: (values) =>
      replace((next) => {
        for (const [name, value] of Object.entries(values)) next.set(name, value);
      }),
    list: (name) => listOf(params, name),
    toggle: (name, value) =>
      replace((next) => {
        const held = listOf(next, name);
        const values = held.includes(value) ? held.filter((other) => other !== value) : [...held, value];
        if (values.length === 0) next.delete(name);
        else next.set(name, values.join(','));
      }),
    clear: (...names) => replace((next) => names.forEach((name) => next.delete(name))),
  };
}

function listOf(params: URLSearchParams, name: string): string[] {
  return (params.get(name) ?? '').split(',').filter((value) => value !== '');
}
