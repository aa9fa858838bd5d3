import Link from 'next/link';
import type { ChangeSummary } from '@/lib/model';
import { RelativeTime } from '../time';
import { Tally } from '../ui/badge';
import { ChangeLabel } from './change-label';

export interface ChangeRowProps {
  change: ChangeSummary;
  /** The environment's title. */
  environment: string;
  /** The index of the row in its list, and the `ref` that measures it. */
  index: number;
  measure: (row: Element | null) => void;
  /** The keyboard is on this row. */
  at: boolean;
}

/** One Change in one row: its state, what it does, where, who requested it and when. */
export function ChangeRow({ change, environment, index, measure, at }: ChangeRowProps) {
  const { approvalsGiven: given, approvalsNeeded: needed } = change;
  return (
    <tr data-at={at || undefined} data-index={index} ref={measure}>
      <td data-col="status" title={change.sentence}>
        <ChangeLabel state={change.state} />
      </td>
      <td data-col="title">
        <Link className="name" href={`/changes/${change.id}`} prefetch={false}>
          {change.title}
        </Link>
        <span className="sub">{change.id}</span>
      </td>
      <td data-col="where">
        {environment}
        <span className="sub">
          {change.target.cluster} / {change.target.namespace}
        </span>
      </td>
      <td data-col="who" className="soft">
        {change.askedBy.name}
      </td>
      <td data-col="approvals" className="age">
        {needed === 0 ? (
          '–'
        ) : (
          <>
            <Tally given={given} needed={needed} />
            {'\u2002'}
            {given} of {needed}
          </>
        )}
      </td>
      <td data-col="age" className="num age">
        <RelativeTime at={change.createdAt} />
      </td>
    </tr>
  );
}
