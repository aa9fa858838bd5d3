import type { ChangeRecord } from '@/lib/db/change-record';
import { age } from '@/lib/derive/words';
import type { FieldDiff, Rollout, Workload, World } from '@/lib/model';
import { isLive } from '@/lib/policy';
import type { Ending } from './end-change';
import { rolloutIn } from './workload';

/** How long a written Change may take to complete. */
export const VERIFY_TIMEOUT_MS = 15 * 60_000;

/** How a written Change stands: still on its way, with what to tell about it, or at its end. */
export type Standing =
  { readonly ended: false; readonly sentence: string } | { readonly ended: true; readonly ending: Ending };

export interface JudgeInput {
  readonly world: World;
  readonly change: ChangeRecord;
  readonly now: Date;
  readonly timeoutMs: number;
}

/** Judges a written Change by the picture of its cluster. The write itself is not asked after: its echo in the watch is. */
export function judgeChange(input: JudgeInput): Standing {
  const { change, now, timeoutMs } = input;
  const standing = judge(input);
  const writtenAt = change.written?.at ?? now;
  if (standing.ended || now.getTime() - writtenAt.getTime() < timeoutMs) return standing;
  return failed(`It did not complete within ${age(timeoutMs / 1000)}. ${standing.sentence}`);
}

function judge({ world, change, now }: JudgeInput): Standing {
  const { cluster, namespace, kind, name } = change.intent.target;
  const picture = world.cluster(cluster);
  if (picture === undefined || !isLive(picture.reach.state)) {
    return waits(`${cluster} does not answer now; what comes of the rollout is not known yet.`);
  }
  const workload = picture.get(kind, namespace, name);
  if (workload === undefined || workload.metadata.uid !== change.plan.targetUid) {
    return picture.kindState(kind).state === 'live'
      ? failed(`The ${kind} was deleted before the rollout completed.`)
      : waits(`The ${kind}s of ${cluster} are not known yet.`);
  }
  if (workload.metadata.generation < (change.written?.generation ?? 0)) {
    return waits('It is written; the watch has not told of it yet.');
  }
  const overwritten = overwriteOf(workload, change.plan.diff);
  if (overwritten !== null) return failed(overwritten);
  return byRollout(rolloutIn({ picture, workload }, now));
}

function byRollout(rollout: Rollout | null): Standing {
  if (rollout === null) return succeeded('It is written; there is no rollout to wait for.');
  if (rollout.state === 'Complete') return succeeded(rollout.sentence);
  if (rollout.state === 'Failed') return failed(rollout.blocker?.sentence ?? rollout.sentence);
  return waits(rollout.sentence);
}

/** Whether somebody wrote another value over ours, as a sentence; null while ours stands. */
function overwriteOf(workload: Workload, diff: readonly FieldDiff[]): string | null {
  for (const { path, after } of diff) {
    const now = valueAt(workload, path);
    if (now !== null && after !== null && now !== after) {
      return `Somebody else set it to ${now} before the rollout completed.`;
    }
  }
  return null;
}

/** The value of a field that a Change may write; null for any other. */
function valueAt(workload: Workload, path: string): string | null {
  if (path === 'spec.replicas' && 'replicas' in workload.spec) return String(workload.spec.replicas);
  const container = /\.containers\[([^\]]+)\]\.image$/.exec(path)?.[1];
  if (container === undefined) return null;
  return workload.spec.template.containers.find(({ name }) => name === container)?.image ?? null;
}

const waits = (sentence: string): Standing => ({ ended: false, sentence });
const failed = (sentence: string): Standing => ({ ended: true, ending: { state: 'failed', sentence } });
const succeeded = (sentence: string): Standing => ({
  ended: true,
  ending: { state: 'succeeded', sentence },
});
