'use client';
import type { ChangeSummary } from '@/lib/model';
import { useWindowRows } from '../list/use-window-rows';
import { Head, SortHead, Table } from '../ui/table';
import { ChangeRow } from './change-row';

const ROW_PX = 41;
const COLUMNS = 6;

export interface ChangesTableProps {
  caption: string;
  changes: readonly ChangeSummary[];
  titleOfEnvironment: (name: string) => string;
  oldestFirst: boolean;
  onSort: () => void;
  /** The index of the row that the keyboard is on; null when it is in another list. */
  at: number | null;
}

/** Changes as rows; of a long list only what is in view is drawn. */
export function ChangesTable(props: ChangesTableProps) {
  const { caption, changes, titleOfEnvironment, oldestFirst, onSort, at } = props;
  const { from, to, before, after, place, measure } = useWindowRows(changes.length, ROW_PX);
  return (
    <div className="panel" ref={place}>
      <Table caption={caption} className="changes" sticky aria-rowcount={changes.length + 1}>
        <thead>
          <tr>
            <Head data-col="status">State</Head>
            <Head>Change</Head>
            <Head data-col="where">Where</Head>
            <Head data-col="who">Requested by</Head>
            <Head data-col="approvals">Approvals</Head>
            <SortHead data-col="age" num sorted={oldestFirst ? 'descending' : 'ascending'} onSort={onSort}>
              Age
            </SortHead>
          </tr>
        </thead>
        <tbody>
          <Spacer height={before} />
          {changes.slice(from, to).map((change, line) => (
            <ChangeRow
              key={change.id}
              change={change}
              environment={titleOfEnvironment(change.environment)}
              index={from + line}
              measure={measure}
              at={at === from + line}
            />
          ))}
          <Spacer height={after} />
        </tbody>
      </Table>
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden="true">
      <td colSpan={COLUMNS} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
