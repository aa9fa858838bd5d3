'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** What a list page keeps in its address, so that it can be shared: text by name, sets as comma lists. */
export interface UrlState {
  readonly get: (name: string) => string;
  readonly set: (name: string, value: string) => void;
  readonly list: (name: string) => readonly string[];
  /** Puts a value into a set, or takes it out. */
  readonly toggle: (name: string, value: string) => void;
  /** Takes these names out of the address. */
  readonly clear: (...names: readonly string[]) => void;
}

/** Reads and replaces the query of the address; the server is not asked again and no history entry is made. */
export function useUrlState(): UrlState {
  const params = useSearchParams();
  const path = usePathname();

  const replace = useCallback(
    (change: (next: URLSearchParams) => void) => {
      const next = new URLSearchParams(params);
      change(next);
      const query = next.toString();
      window.history.replaceState(null, '', query === '' ? path : `${path}?${query}`);
    },
    [params, path],
  );

  return {
    get: (name) => params.get(name) ?? '',
    set: (name, value) => replace((next) => (value === '' ? next.delete(name) : next.set(name, value))),
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
