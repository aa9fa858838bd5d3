/** Draws the rows near the window of a scroller. The caller must not be memoized: the result is new at each call. */
export { useVirtualizer as useRows } from '@tanstack/react-virtual';
