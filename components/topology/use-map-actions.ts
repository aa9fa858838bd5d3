'use client';
import { useEffect, useState } from 'react';
import type { UrlState } from '../list/use-url-state';
import type { DrawnMap } from './collapse';
import type { Hidden } from './hidden';
import { encodeItem, type MapQuery } from './map-query';

/** The actions on the map. Their result is in the address. */
export interface MapActions {
  /** A press on a box: a collapsed group opens, another box is selected, the selected one is deselected. */
  readonly pick: (box: string) => void;
  readonly select: (box: string | null) => void;
  /** Selects a line together with the box that it leads to. */
  readonly selectLine: (line: string) => void;
  readonly openEdge: (line: string | null) => void;
  readonly focus: (node: string | null) => void;
  readonly hide: (node: string) => void;
  readonly open: (group: string) => void;
  /** Clears the edge, then the box, then the focus. */
  readonly clear: () => void;
  readonly closer: (band: string) => (() => void) | null;
  readonly show: (set: Hidden['set']) => void;
}

interface ActionsOptions {
  readonly url: UrlState;
  readonly query: MapQuery;
  readonly drawn: DrawnMap;
}

/** The same object at every rendering: a changed function would render every box again. */
export function useMapActions(options: ActionsOptions): MapActions {
  const [{ actions, follow }] = useState(() => actionsOf(options));
  useEffect(() => follow(options));
  return actions;
}

function actionsOf(first: ActionsOptions): {
  actions: MapActions;
  follow: (options: ActionsOptions) => void;
} {
  let latest = first;
  const now = (): ActionsOptions => latest;
  const follow = (options: ActionsOptions): void => {
    latest = options;
  };
  const write = (values: Readonly<Record<string, string>>): void => {
    for (const [name, value] of Object.entries(values)) now().url.set(name, value);
  };
  const select = (box: string | null): void => write({ node: box ?? '', edge: '' });
  const open = (group: string): void => {
    const { query, drawn } = now();
    const held = query.open.filter((key) => key !== group);
    write({ open: [...held, group].map(encodeItem).join(','), level: drawn.level, node: '', edge: '' });
  };
  const actions: MapActions = {
    select,
    open,
    pick(box) {
      const { query, drawn } = now();
      const picked = drawn.boxes.find(({ id }) => id === box);
      if (picked?.node === null) open(box);
      else select(query.node === box ? null : box);
    },
    selectLine(line) {
      const { query, drawn } = now();
      const found = drawn.lines.find(({ id }) => id === line);
      if (found === undefined) return;
      const beside = query.node === found.from ? found.from : found.to;
      write({ node: beside, edge: line });
    },
    openEdge: (line) => write({ edge: line ?? '' }),
    focus: (node) => write({ focus: node ?? '', ...(node === null ? {} : { node, level: '', open: '' }) }),
    hide: (node) => {
      const { query } = now();
      const held = query.hide.filter((id) => id !== node);
      write({ hide: [...held, node].map(encodeItem).join(','), node: '', edge: '' });
    },
    clear() {
      const { query } = now();
      if (query.edge !== null) write({ edge: '' });
      else if (query.node !== null) write({ node: '' });
      else if (query.focus !== null) write({ focus: '' });
    },
    closer(band) {
      const { query } = now();
      if (!query.open.includes(band)) return null;
      return () =>
        write({
          open: query.open
            .filter((key) => key !== band)
            .map(encodeItem)
            .join(','),
        });
    },
    show: (set) => write(set),
  };
  return { actions, follow };
}
