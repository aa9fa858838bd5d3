'use client';
import { useMemo } from 'react';
import { useUrlState, type UrlState } from '../list/use-url-state';
import { readMapQuery, type MapQuery } from './map-query';

const NAMES = [
  'view',
  'level',
  'group',
  'open',
  'focus',
  'depth',
  'node',
  'edge',
  'hide',
  'find',
  'edges',
  'evidence',
  'show',
] as const;

/** The map's query from the address; the same object with the same lists as long as the values are the same. */
export function useMapQuery(): { query: MapQuery; url: UrlState } {
  const url = useUrlState();
  const text = JSON.stringify(NAMES.map((name) => [name, url.get(name)]));
  const query = useMemo(() => {
    const values = new Map(JSON.parse(text) as [string, string][]);
    const get = (name: string): string => values.get(name) ?? '';
    return readMapQuery({
      get,
      list: (name) =>
        get(name)
          .split(',')
          .filter((item) => item !== ''),
    });
  }, [text]);
  const lists = useListsKept(query);
  return { query: lists, url };
}

/** A new selection must not change the filters: lists with the same items stay the same object. */
function useListsKept(query: MapQuery): MapQuery {
  const { open, hide, kinds, evidence } = query;
  const openKept = useSame(open);
  const hideKept = useSame(hide);
  const kindsKept = useSame(kinds);
  const evidenceKept = useSame(evidence);
  return useMemo(
    () => ({ ...query, open: openKept, hide: hideKept, kinds: kindsKept, evidence: evidenceKept }),
    [query, openKept, hideKept, kindsKept, evidenceKept],
  );
}

function useSame<T extends string>(list: readonly T[]): readonly T[] {
  const text = JSON.stringify(list);
  return useMemo(() => JSON.parse(text) as T[], [text]);
}
