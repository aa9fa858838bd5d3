'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** What a list page keeps in its address, so that it can be shared: text by name, sets as comma lists. */
export interface UrlState {
  readonly get: (name: string) => string;
  readonly set: (name: string, value: string) => void;
  /** Sets several at once. */
  readonly put: (values: Readonly<Record<string, string>>) => void;
  readonly list: (name: string) => readonly string[];
  /** Puts a value into a set, or takes it out. */
  readonly toggle: (name: string, value: string) => void;
  /** Takes these names out of the address. */
  readonly clear: (...names: readonly string[]) => void;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const normal = (query: string): string => new URLSearchParams(query).toString();

/**
 * Reads and replaces the query of the address; the server is not asked again and no history entry is made. What is written is
 * read at once: Next tells of it in a transition, by when a fast hand has pressed the next key.
 */
export function useUrlState(): UrlState {
  const told = useSearchParams().toString();
  const path = usePathname();
  // While another page is on its way the address is still the old one's: then what Next tells is right.
  const query = useSyncExternalStore(
    subscribe,
    () => (window.location.pathname === path ? normal(window.location.search) : told),
    () => told,
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
