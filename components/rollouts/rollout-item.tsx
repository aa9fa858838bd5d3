import Link from 'next/link';
import type { RolloutRow } from '@/lib/model';
import { RolloutLabel } from '../health';
import { PodCells } from '../pods/pod-cells';
import { RelativeTime } from '../time';

/** One rollout on one line: what goes from which version to which, a cell a pod, its state and when it ends or ended. */
export function RolloutItem({ row }: { row: RolloutRow }) {
  const versions = row.fromVersion === null ? row.toVersion : `${row.fromVersion} → ${row.toVersion}`;
  return (
    <li className="rollout">
      <div>
        <Link className="name" href={`/catalog/${encodeURIComponent(row.service)}`} prefetch={false}>
          {row.serviceName}
        </Link>
        <span className="sub">
          <span className="mono">{versions}</span> · {row.workload.cluster}
        </span>
      </div>
      <div>
        <PodCells cells={row.cells} complete={row.state === 'Complete'} />
        <span className="sub">{row.blocker?.sentence ?? row.sentence}</span>
      </div>
      <div className="ends">
        <RolloutLabel state={row.state} />
        <Ends row={row} />
      </div>
    </li>
  );
}

function Ends({ row }: { row: RolloutRow }) {
  switch (row.state) {
    case 'Complete':
      return row.since === null ? null : (
        <span className="sub">
          <RelativeTime at={row.since} form="ago" />
        </span>
      );
    case 'Failed':
      return row.deadlineAt === null ? null : (
        <span className="sub">
          deadline passed <RelativeTime at={row.deadlineAt} form="ago" />
        </span>
      );
    case 'Stalled':
      return row.deadlineAt === null ? null : (
        <span className="sub">
          deadline <RelativeTime at={row.deadlineAt} form="in" />
        </span>
      );
    case 'Progressing':
    case 'Paused':
      return row.startedAt === null ? null : (
        <span className="sub">
          <RelativeTime at={row.startedAt} form="for" />
        </span>
      );
  }
}
