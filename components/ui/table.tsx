import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import { VisuallyHidden } from './visually-hidden';

export interface TableProps extends Omit<ComponentProps<'table'>, 'children'> {
  /** What the table holds, for those who listen. */
  caption: string;
  /** Its head keeps under the top bar. */
  sticky?: boolean;
  /** On a phone a row becomes a card. Cells then need no head. */
  list?: boolean;
  children: ReactNode;
}

/** One list of things that share columns. Put it in a Panel. */
export function Table({ caption, sticky = false, list = true, className, children, ...rest }: TableProps) {
  return (
    <table className={cx('table', sticky && 'table--sticky', list && 'table--list', className)} {...rest}>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      {children}
    </table>
  );
}

export interface HeadProps extends ComponentProps<'th'> {
  /** Numbers stand right. */
  num?: boolean;
}

/** The head of a column that cannot be sorted. */
export function Head({ num = false, className, ...rest }: HeadProps) {
  return <th scope="col" className={cx(num && 'num', className)} {...rest} />;
}

export type SortDirection = 'ascending' | 'descending';

export interface SortHeadProps extends HeadProps {
  /** How the list is sorted by this column now; null: it is not. */
  sorted: SortDirection | null;
  onSort: () => void;
}

/** The head of a column that sorts the list: a button; the sorted one is in ink and says its direction. */
export function SortHead({ sorted, onSort, num = false, className, children, ...rest }: SortHeadProps) {
  return (
    <th scope="col" className={cx(num && 'num', className)} aria-sort={sorted ?? undefined} {...rest}>
      <button type="button" onClick={onSort}>
        {children}
        {sorted === null ? null : <span aria-hidden="true">{sorted === 'ascending' ? ' ↑' : ' ↓'}</span>}
      </button>
    </th>
  );
}

export interface GroupRowProps extends ComponentProps<'tr'> {
  label: string;
  count: number;
  columns: number;
  /** What sums the group up, at its end. */
  aside?: ReactNode;
}

/** A row that names the group of rows beneath it. */
export function GroupRow({ label, count, columns, aside, ...rest }: GroupRowProps) {
  return (
    <tr className="group" {...rest}>
      <th scope="rowgroup" colSpan={columns}>
        {label} <span>{count}</span>
        {aside}
      </th>
    </tr>
  );
}

/** Stands for rows of a long list that are not drawn. */
export function SpacerRow({ height, columns }: { height: number; columns: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden="true" className="spacer">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
