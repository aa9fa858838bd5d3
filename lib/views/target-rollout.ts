import type { ChangeTarget, RolloutDto } from '@/lib/model';
import { rolloutOf } from '@/lib/derive/rollout';
import type { WorldContext } from './context';
import { rolloutDto } from './rollout-rows';
import { gatherFacts } from './facts';

/** The rollout of a Change's target as the picture shows it now; null where there is none. */
export function targetRollout(
  { index, now }: Pick<WorldContext, 'index' | 'now'>,
  target: ChangeTarget,
): RolloutDto | null {
  const cluster = index.cluster(target.cluster);
  const object = cluster?.picture.get(target.kind, target.namespace, target.name);
  const placement = object && index.placementOf(target.cluster, object);
  if (!cluster || !placement) return null;
  const facts = gatherFacts(placement, cluster);
  const own = facts.workloads.find(({ workload }) => workload.metadata.uid === object.metadata.uid);
  const view = { cluster: facts.cluster, observedAt: facts.observedAt, now: now() };
  const rollout = own && rolloutOf(own, view);
  return rollout ? rolloutDto(rollout) : null;
}
