import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import { VisuallyHidden } from './visually-hidden';

export interface TableProps extends Omit<ComponentProps<'table'>, 'children'> {
  /** What the table holds, for screen readers. */
  caption: string;
  /** Its head stays below the top bar. */
  sticky?: boolean;
  /** On a phone each row is a card. Cells then need no head. */
  list?: boolean;
  children: ReactNode;
}

/** A list of things with the same columns. Put it into a Panel. */
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
  /** Numbers are aligned right. */
  num?: boolean;
}

/** The head of a column that cannot be sorted. */
export function Head({ num = false, className, ...rest }: HeadProps) {
  return <th scope="col" className={cx(num && 'num', className)} {...rest} />;
}

export type SortDirection = 'ascending' | 'descending';

export interface SortHeadProps extends HeadProps {
  /** The direction in which the list is sorted by this column; null: it is not. */
  sorted: SortDirection | null;
  onSort: () => void;
}

/** The head of a column that sorts the list: a button; the sorted one is darker and shows its direction. */
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
  /** A summary of the group, at the end. */
  aside?: ReactNode;
}

/** A row with the name of the group of rows below it. */
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

/** Takes the space of the rows of a long list that are not drawn. */
export function SpacerRow({ height, columns }: { height: number; columns: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden="true" className="spacer">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
