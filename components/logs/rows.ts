/** Draws the rows near the window of a scroller. Whoever calls it is not to be memoized: it answers anew at each call. */
export { useVirtualizer as useRows } from '@tanstack/react-virtual';
