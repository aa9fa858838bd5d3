import type { RolloutDto } from '@/lib/model';
import { counted } from '../list/counted';

/** What blocks a rollout: the pod, its image and the original message. */
export function Blocked({ blocker }: { blocker: NonNullable<RolloutDto['blocker']> }) {
  return (
    <dl className="facts">
      <dt>{blocker.pods === 1 ? 'Pod' : `${counted(blocker.pods, 'pod')}, the first`}</dt>
      <dd>
        <code>{blocker.pod}</code>
      </dd>
      {blocker.image === null ? null : (
        <>
          <dt>Image</dt>
          <dd>
            <code>{blocker.image}</code>
          </dd>
        </>
      )}
      {blocker.detail === '' ? null : (
        <>
          <dt>Message</dt>
          <dd className="soft">{blocker.detail}</dd>
        </>
      )}
    </dl>
  );
}
