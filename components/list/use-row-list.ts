'use client';
import { useRouter } from 'next/navigation';
import { useRowCursor } from '../ui/use-row-cursor';
import { useWindowRows, type WindowRows } from './use-window-rows';

/** A list whose rows are links: the rows near the window, and the row that the keyboard is on. J and K move, Enter opens. */
export function useRowList<T>(
  rows: readonly T[],
  { rowPx, hrefOf }: { readonly rowPx: number; readonly hrefOf: (row: T) => string },
): WindowRows & { readonly at: number | null } {
  const router = useRouter();
  const window = useWindowRows(rows.length, rowPx);
  const { at } = useRowCursor({
    count: rows.length,
    onOpen: (index) => {
      const row = rows[index];
      if (row !== undefined) router.push(hrefOf(row));
    },
    onMove: window.reveal,
  });
  return { ...window, at };
}
