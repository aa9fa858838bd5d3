import type { FieldDiff, Rollout, Workload } from '@/lib/model';
import type { Ending } from './end-change';

/** The verification of a written Change: not ended yet, with a sentence about its progress, or ended. */
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

/** Judges a write by the rollout that it started, unless somebody has overwritten our value. */
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

/** A sentence where somebody has overwritten our value; null where it is still set. */
function overwriteOf(workload: Workload, diff: readonly FieldDiff[]): string | null {
  for (const { path, after } of diff) {
    const now = valueAt(workload, path);
    if (now !== null && after !== null && now !== after) {
      return `Somebody else set it to ${now} before the rollout completed.`;
    }
  }
  return null;
}

/** The value of a field that the picture keeps unchanged; null for any other field. */
function valueAt(workload: Workload, path: string): string | null {
  if (path === 'spec.replicas' && 'replicas' in workload.spec) return String(workload.spec.replicas);
  const container = /\.containers\[([^\]]+)\]\.image$/.exec(path)?.[1];
  if (container === undefined) return null;
  return workload.spec.template.containers.find(({ name }) => name === container)?.image ?? null;
}
