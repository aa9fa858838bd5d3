'use client';
import Link from 'next/link';
import { useLiveStatus } from '@/lib/client';
import type { RolloutRow } from '@/lib/model';
import { HealthButton, ROLLOUT_HEALTH } from '../health';
import { PodCells } from '../pods/pod-cells';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { cx } from '../ui/cx';
import { Versions } from './versions';

/** One rollout on one line: what goes from which version to which, a cell a pod, its state with its receipt, and its time. */
export function RolloutItem({ row }: { row: RolloutRow }) {
  const age = useLiveStatus().ages[row.workload.cluster];
  const seenAt = age !== undefined && age.state !== 'live' ? age.observedAt : null;
  const stale = seenAt !== null;
  const health = stale ? 'Unknown' : ROLLOUT_HEALTH[row.state];
  return (
    <li className={cx('rollout', stale && 'stale')}>
      <div>
        <Link className="name" href={`/catalog/${encodeURIComponent(row.service)}`} prefetch={false}>
          {row.serviceName}
        </Link>
        <span className="sub">
          <Versions from={row.fromVersion} to={row.toVersion} /> ·{' '}
          <span className="nowrap">{row.workload.cluster}</span>
        </span>
      </div>
      <div>
        <PodCells cells={row.cells} complete={row.state === 'Complete'} />
        <span className="sub">{row.blocker?.sentence ?? row.sentence}</span>
      </div>
      <div className="ends">
        <ReceiptPopover
          trigger={
            <HealthButton health={health} word={stale ? `was ${row.state}` : row.state} stale={stale} />
          }
          health={health}
          sentence={row.blocker?.sentence ?? row.sentence}
          receipts={row.blocker === null ? [row.receipt] : [row.blocker.receipt, row.receipt]}
        />
        {stale ? (
          <span className="sub">
            seen <RelativeTime at={seenAt} form="ago" />
          </span>
        ) : (
          <Ends row={row} />
        )}
      </div>
    </li>
  );
}

/** When it ended, when it must have ended, or for how long it has been under way. */
function Ends({ row: { state, since, startedAt, deadlineAt } }: { row: RolloutRow }) {
  if (state === 'Complete') {
    return since === null ? null : (
      <span className="sub">
        <RelativeTime at={since} form="ago" />
      </span>
    );
  }
  if (deadlineAt !== null && (state === 'Failed' || state === 'Stalled')) {
    return (
      <span className="sub">
        {state === 'Failed' ? 'deadline passed ' : 'deadline '}
        <RelativeTime at={deadlineAt} form={state === 'Failed' ? 'ago' : 'in'} />
      </span>
    );
  }
  return startedAt === null ? null : (
    <span className="sub">
      <RelativeTime at={startedAt} form="for" />
    </span>
  );
}
