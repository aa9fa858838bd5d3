import type { ArgoRollout, Deployment, StatefulSet } from '@/lib/model';
import type { Replicated } from '../pods/revisions';
import { desiredPods } from '../pods/standing';
import { count, sentence } from '../words';

/**
 * What the update strategy means for this number of pods, as a sentence. The arithmetic is the controllers' own (apps/v1,
 * RollingUpdateDeployment and RollingUpdateDaemonSet): of a Deployment maxSurge rounds up and maxUnavailable down, and where both come
 * to 0 one pod may be unavailable; of a DaemonSet both round up.
 */
export function strategyWords(workload: Replicated): string {
  const pods = desiredPods(workload);
  if (pods === 0) return 'No pod runs, so none is replaced.';
  switch (workload.kind) {
    case 'Deployment':
      return sentence(deploymentWords(workload, pods));
    case 'StatefulSet':
      return sentence(statefulSetWords(workload, pods));
    case 'Rollout':
      return sentence(argoRolloutWords(workload, pods));
    case 'DaemonSet': {
      const { type, maxSurge, maxUnavailable } = workload.spec.updateStrategy;
      if (type === 'OnDelete') return sentence(ON_DELETE);
      const surge = shareOf(maxSurge ?? '0', pods, Math.ceil);
      if (surge > 0)
        return sentence(
          `at most ${count(surge, 'node')} at once ${surge === 1 ? 'runs' : 'run'} an old and a new pod`,
        );
      const unavailable = Math.max(1, shareOf(maxUnavailable ?? '1', pods, Math.ceil));
      return sentence(
        `at most ${Math.min(unavailable, pods)} of ${count(pods, 'pod')} ${unavailable === 1 ? 'is' : 'are'} replaced at once`,
      );
    }
  }
}

const ON_DELETE = 'a pod is replaced only when someone deletes it';

type Bounds = Pick<Deployment['spec']['strategy'], 'maxSurge' | 'maxUnavailable'>;

/** How many pods a Deployment may have above its number, and how many of them may be unavailable. */
export function rollingBounds(
  strategy: Bounds,
  pods: number,
): { readonly surge: number; readonly unavailable: number } {
  const surge = shareOf(strategy.maxSurge ?? '25%', pods, Math.ceil);
  const unavailable = shareOf(strategy.maxUnavailable ?? '25%', pods, Math.floor);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : Math.min(unavailable, pods) };
}

function deploymentWords({ spec }: Deployment, pods: number): string {
  if (spec.strategy.type === 'Recreate') return 'all old pods end before the first new one starts';
  return rollingWords(spec.strategy, pods);
}

function rollingWords(strategy: Bounds, pods: number): string {
  const { surge, unavailable } = rollingBounds(strategy, pods);
  const least = pods - unavailable;
  const most = pods + surge;
  return `at most ${count(most, 'pod')} ${most === 1 ? 'runs' : 'run'} at once, ${least === 0 ? 'and none need be' : `at least ${least} ${least === 1 ? 'is' : 'are'}`} available`;
}

function argoRolloutWords({ spec, status }: ArgoRollout, pods: number): string {
  const { type, steps } = spec.strategy;
  if (type === 'blueGreen')
    return `all ${count(pods, 'new pod')} start beside the old ones, then take over at once`;
  const bounds = rollingWords({ maxSurge: '25%', ...spec.strategy }, pods);
  if (steps === 0) return bounds;
  const at = Math.min((status.currentStepIndex ?? 0) + 1, steps);
  return `a canary of ${count(steps, 'step')}${(status.currentStepIndex ?? 0) >= steps ? ', all of them done' : `, at step ${at}`}; ${bounds}`;
}

function statefulSetWords({ spec }: StatefulSet, pods: number): string {
  if (spec.updateStrategy.type === 'OnDelete') return ON_DELETE;
  const kept = Math.min(spec.updateStrategy.rollingUpdate?.partition ?? 0, pods);
  const order = 'one pod at a time, from the highest number down';
  if (kept === 0) return order;
  if (kept === pods) return `all ${count(pods, 'pod')} are kept at the old revision by the partition`;
  return `${order}; the first ${kept === 1 ? 'is' : `${kept} are`} kept at the old revision`;
}

/** A number, or a percentage of a whole, rounded as the field's own rule says; what is neither counts as 0. */
function shareOf(written: string, whole: number, round: (n: number) => number): number {
  const percent = /^(\d+)%$/u.exec(written)?.[1];
  if (percent !== undefined) return round((Number(percent) * whole) / 100);
  return /^\d+$/u.test(written) ? Number(written) : 0;
}
