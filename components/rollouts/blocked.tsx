import type { RolloutDto } from '@/lib/model';
import { counted } from '../list/words';

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
          <dt>It says</dt>
          <dd className="soft">{blocker.detail}</dd>
        </>
      )}
    </dl>
  );
}
