'use client';
import Link from 'next/link';
import { useId, type ReactNode } from 'react';
import { useLiveStatus } from '@/lib/client';
import type { RolloutRow } from '@/lib/model';
import { HealthButton, ROLLOUT_HEALTH } from '../health';
import { PodCells } from '../pods/pod-cells';
import { ReceiptPopover } from '../receipt';
import { formatDuration, RelativeTime } from '../time';
import { cx } from '../ui/cx';
import { Icon } from '../ui/icon';
import { KubectlSays } from './rollout-detail';
import { durationOf } from './select-rollouts';
import { Versions } from './versions';

export interface RolloutItemProps {
  row: RolloutRow;
  /** The content that it opens below; absent where it opens nothing. */
  more?: {
    readonly open: boolean;
    readonly onToggle: () => void;
    readonly content: ReactNode;
  };
}

/** One rollout in a row: from which version to which, a cell for each pod, its state with a receipt, and its time. */
export function RolloutItem({ row, more }: RolloutItemProps) {
  const moreId = useId();
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
        {more === undefined || row.state === 'Complete' ? null : <KubectlSays verdict={row.kubectl} />}
      </div>
      {more === undefined ? null : (
        <>
          <button
            type="button"
            className="rollout__toggle"
            aria-expanded={more.open}
            aria-controls={more.open ? moreId : undefined}
            onClick={more.onToggle}
          >
            <Icon name="down" />
            <span className="vh">Details of {row.serviceName}</span>
          </button>
          {more.open ? (
            <div id={moreId} className="rollout__more">
              {more.content}
            </div>
          ) : null}
        </>
      )}
    </li>
  );
}

/** When it ended and how long it took; or its deadline, its expected end, or for how long it has been under way. */
function Ends({ row }: { row: RolloutRow }) {
  const { state, since, startedAt, deadlineAt, estimate } = row;
  if (state === 'Complete') {
    const took = durationOf(row);
    return since === null ? null : (
      <span className="sub">
        <RelativeTime at={since} form="ago" />
        {took === null ? null : `, took ${formatDuration(took)}`}
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
  if (state === 'Progressing' && estimate !== null) {
    return (
      <span className="sub" title={estimate.sentence}>
        ends in about <RelativeTime at={estimate.at} />
      </span>
    );
  }
  return startedAt === null ? null : (
    <span className="sub">
      <RelativeTime at={startedAt} form="for" />
    </span>
  );
}
