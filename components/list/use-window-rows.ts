'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useState } from 'react';

const VIRTUAL_FROM = 60;

/** Which rows of a long list to draw, and how much space to leave for the others. */
export interface WindowRows {
  readonly from: number;
  readonly to: number;
  /** Heights in px of the rows that are left out above and below. */
  readonly before: number;
  readonly after: number;
  /** The `ref` of the element that holds the rows, to measure where on the page they begin. */
  readonly place: (element: HTMLElement | null) => void;
  /** The `ref` of each row, with its index in `data-index`: on a phone rows differ in height. */
  readonly measure: (row: Element | null) => void;
  /** Scrolls a row into view, drawn or not. */
  readonly reveal: (index: number) => void;
}

/** Draws all rows of a short list, and those near the window of a long one. `rowPx` is the usual height of a row. */
export function useWindowRows(count: number, rowPx: number): WindowRows {
  const [offset, setOffset] = useState(0);
  const place = useCallback((element: HTMLElement | null) => {
    if (element) setOffset(element.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => rowPx,
    overscan: 12,
    scrollMargin: offset,
    enabled: count > VIRTUAL_FROM,
    initialRect: { width: 1440, height: 1200 },
  });
  const shared = {
    place,
    measure: virtual.measureElement,
    reveal: count <= VIRTUAL_FROM ? revealMarked : (index: number) => virtual.scrollToIndex(index),
  };
  if (count <= VIRTUAL_FROM) return { from: 0, to: count, before: 0, after: 0, ...shared };
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  if (!first || !last) {
    const after = (count - VIRTUAL_FROM) * rowPx;
    return { from: 0, to: VIRTUAL_FROM, before: 0, after, ...shared };
  }
  return {
    from: first.index,
    to: last.index + 1,
    before: first.start - offset,
    after: virtual.getTotalSize() - (last.end - offset),
    ...shared,
  };
}

/** All rows are drawn: the browser scrolls to the row after it was marked. */
function revealMarked(): void {
  requestAnimationFrame(() => document.querySelector('[data-at]')?.scrollIntoView({ block: 'nearest' }));
}
