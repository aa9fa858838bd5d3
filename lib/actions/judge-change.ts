import type { ChangeRecord } from '@/lib/db/change-record';
import { age } from '@/lib/derive/sentences';
import type { World } from '@/lib/model';
import { isLive } from '@/lib/policy';
import { failed, waits, type Verification } from './judge-rollout';
import type { ActionKind } from './kinds/kind';
import { rolloutIn } from './workload';

/** How long a written Change may take to complete. */
export const VERIFY_TIMEOUT_MS = 15 * 60_000;

export interface JudgeInput {
  readonly world: World;
  readonly change: ChangeRecord;
  readonly now: Date;
  readonly timeoutMs: number;
  readonly action: ActionKind;
}

/** Judges a written Change by the picture of its cluster. It does not read the object: the watch shows the write. */
export function judgeChange(input: JudgeInput): Verification {
  const { change, now, timeoutMs } = input;
  const verification = judge(input);
  const writtenAt = change.steps[0].written?.at ?? now;
  if (verification.ended || now.getTime() - writtenAt.getTime() < timeoutMs) return verification;
  return failed(`It did not complete within ${age(timeoutMs / 1000)}. ${verification.sentence}`);
}

function judge({ world, change, now, action }: JudgeInput): Verification {
  const [{ intent, plan, written }] = change.steps;
  const { cluster, namespace, kind, name } = intent.target;
  const picture = world.cluster(cluster);
  if (picture === undefined || !isLive(picture.reach.state)) {
    return waits(`${cluster} does not answer now; the result of the rollout is not known yet.`);
  }
  const workload = picture.get(kind, namespace, name);
  if (workload === undefined || workload.metadata.uid !== plan.targetUid) {
    return picture.kindState(kind).state === 'live'
      ? failed(`The ${kind} was deleted before the rollout completed.`)
      : waits(`The ${kind}s of ${cluster} are not read yet.`);
  }
  if (workload.metadata.generation < (written?.generation ?? 0)) {
    return waits('It is written; the watch has not shown it yet.');
  }
  return action.verify({ workload, diff: plan.diff, rollout: rolloutIn({ picture, workload }, now) });
}
