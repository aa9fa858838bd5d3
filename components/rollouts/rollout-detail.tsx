'use client';
import type { RolloutDto } from '@/lib/model';
import { HealthButton, ROLLOUT_HEALTH } from '../health';
import { PodCells } from '../pods/pod-cells';
import { ReceiptPopover } from '../receipt';
import { RelativeTime } from '../time';
import { Blocked } from './blocked';

const KUBECTL: Record<RolloutDto['kubectl'], string> = {
  success: 'success',
  waiting: 'waiting',
  'deadline-exceeded': 'deadline exceeded',
};

export interface RolloutDetailProps {
  rollout: RolloutDto;
  /** The cluster cannot be read: this is the last known state. */
  stale: boolean;
}

/** One rollout in detail: its pods, what it waits for, its strategy, when it ends, and kubectl's status. */
export function RolloutDetail({ rollout, stale }: RolloutDetailProps) {
  const { state, cells, counts, sentence, blocker } = rollout;
  const health = stale ? 'Unknown' : ROLLOUT_HEALTH[state];
  return (
    <div className="rollout-detail">
      <div className="rollout-detail__head">
        <ReceiptPopover
          trigger={<HealthButton health={health} word={stale ? `was ${state}` : state} stale={stale} />}
          health={health}
          sentence={blocker?.sentence ?? sentence}
          receipts={blocker === null ? [rollout.receipt] : [blocker.receipt, rollout.receipt]}
        />
        <KubectlSays verdict={rollout.kubectl} />
      </div>
      <PodCells cells={cells} complete={state === 'Complete'} />
      <p className={blocker === null ? undefined : 'why'}>
        {blocker === null ? sentence : <strong>{blocker.sentence}</strong>}
      </p>
      {blocker === null ? null : <Blocked blocker={blocker} />}
      <dl className="facts">
        <dt>Pods</dt>
        <dd>
          {counts.desired} wanted, {counts.updated} of this revision, {counts.ready} ready, {counts.available}{' '}
          available, {counts.old} old
        </dd>
        {rollout.strategy === '' ? null : (
          <>
            <dt>Strategy</dt>
            <dd>{rollout.strategy}</dd>
          </>
        )}
        <Times rollout={rollout} />
      </dl>
    </div>
  );
}

/** kubectl's own status beside ours, so that its users find the same words in both. */
export function KubectlSays({ verdict }: { verdict: RolloutDto['kubectl'] }) {
  return <code className="kubectl">kubectl: {KUBECTL[verdict]}</code>;
}

function Times({ rollout: { state, startedAt, since, deadlineAt, estimate } }: { rollout: RolloutDto }) {
  const ended = state === 'Complete';
  return (
    <>
      {startedAt === null ? null : (
        <>
          <dt>Began</dt>
          <dd>
            <RelativeTime at={startedAt} form="ago" />
          </dd>
        </>
      )}
      {ended && since !== null ? (
        <>
          <dt>Ended</dt>
          <dd>
            <RelativeTime at={since} form="ago" />
          </dd>
        </>
      ) : null}
      {ended || estimate === null ? null : (
        <>
          <dt>Ends</dt>
          <dd>
            about <RelativeTime at={estimate.at} form="in" />. {estimate.sentence}
          </dd>
        </>
      )}
      {ended || deadlineAt === null ? null : (
        <>
          <dt>Deadline</dt>
          <dd>
            <RelativeTime at={deadlineAt} form="auto" />
          </dd>
        </>
      )}
    </>
  );
}
