import type { FieldDiff, Rollout, Workload } from '@/lib/model';
import type { Ending } from './end-change';

/** Whether a written Change has ended: still on its way, with what to say about it, or at its end. */
export type Verification =
  { readonly ended: false; readonly sentence: string } | { readonly ended: true; readonly ending: Ending };

export const waits = (sentence: string): Verification => ({ ended: false, sentence });
export const failed = (sentence: string): Verification => ({
  ended: true,
  ending: { state: 'failed', sentence },
});
export const succeeded = (sentence: string): Verification => ({
  ended: true,
  ending: { state: 'succeeded', sentence },
});

/** Judges what was written by the rollout that follows from it, unless somebody wrote another value over ours. */
export function judgeRollout(seen: {
  readonly workload: Workload;
  readonly diff: readonly FieldDiff[];
  readonly rollout: Rollout | null;
}): Verification {
  const overwritten = overwriteOf(seen.workload, seen.diff);
  return overwritten === null ? byRollout(seen.rollout) : failed(overwritten);
}

function byRollout(rollout: Rollout | null): Verification {
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

/** The value of a field that the picture keeps as it was written; null for any other. */
function valueAt(workload: Workload, path: string): string | null {
  if (path === 'spec.replicas' && 'replicas' in workload.spec) return String(workload.spec.replicas);
  const container = /\.containers\[([^\]]+)\]\.image$/.exec(path)?.[1];
  if (container === undefined) return null;
  return workload.spec.template.containers.find(({ name }) => name === container)?.image ?? null;
}
