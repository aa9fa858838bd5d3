import { equal } from '../json';
import type { Condition, Deployment, DeploymentStatus, ReplicaSet } from '../types';
import { secondsSince, type World } from '../world';
import { currentSet, setsOf } from './sets';
import {
  countStatus,
  fenceposts,
  hasProgressed,
  isComplete,
  revisionOf,
  REVISION,
  setCondition,
} from './deployment-math';

/** Writes the current status. Returns after how many ms a deadline must be checked; null: there is none. */
export function writeStatus(world: World, { metadata }: Deployment): number | null {
  const deployment = world.store.get<Deployment>('deployments', metadata.namespace, metadata.name);
  if (!deployment) return null;
  const sets = setsOf(world, deployment);
  const current = currentSet(deployment, sets);
  const status = countStatus(deployment, sets, current);
  const conditions = (deployment.status?.conditions ?? []).map((condition) => ({ ...condition }));
  setAvailable(world, deployment, status, conditions);
  setProgressing(world, { deployment, status, conditions, current });
  status.conditions = conditions;
  const revision = current ? String(revisionOf(current)) : undefined;
  const written = world.store.update<Deployment>('deployments', deployment, (draft) => {
    draft.status = equal(draft.status, status) ? draft.status : status;
    if (revision) draft.metadata.annotations = { ...draft.metadata.annotations, [REVISION]: revision };
  });
  return deadlineInMs(world, written);
}

function setAvailable(
  world: World,
  deployment: Deployment,
  status: DeploymentStatus,
  conditions: Condition[],
): void {
  const enough =
    (status.availableReplicas ?? 0) >= deployment.spec.replicas - fenceposts(deployment).unavailable;
  setCondition(conditions, {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough
      ? 'Deployment has minimum availability.'
      : 'Deployment does not have minimum availability.',
    lastUpdateTime: world.clock.time(),
  });
}

interface Passage {
  deployment: Deployment;
  status: DeploymentStatus;
  conditions: Condition[];
  current: ReplicaSet | undefined;
}

function setProgressing(world: World, { deployment, status, conditions, current }: Passage): void {
  const before = conditions.find((condition) => condition.type === 'Progressing');
  const name = current ? `ReplicaSet "${current.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  const say = (value: string, reason: string, message: string, refresh = false) =>
    setCondition(
      conditions,
      { type: 'Progressing', status: value, reason, message, lastUpdateTime: world.clock.time() },
      refresh,
    );
  if (deployment.spec.paused) {
    if (before?.reason !== 'DeploymentPaused') say('Unknown', 'DeploymentPaused', 'Deployment is paused');
    return;
  }
  if (before?.reason === 'DeploymentPaused') {
    say('Unknown', 'DeploymentResumed', 'Deployment is resumed');
    return;
  }
  const wasComplete =
    status.replicas === status.updatedReplicas && before?.reason === 'NewReplicaSetAvailable';
  if (wasComplete) return;
  if (isComplete(deployment, status)) {
    say('True', 'NewReplicaSetAvailable', `${name} has successfully progressed.`);
    return;
  }
  if (hasProgressed(deployment.status ?? {}, status)) {
    say('True', 'ReplicaSetUpdated', `${name} is progressing.`, true);
    return;
  }
  if (isTimedOut(world, deployment, before))
    say('False', 'ProgressDeadlineExceeded', `${name} has timed out progressing.`);
}

function isTimedOut(world: World, { spec }: Deployment, progressing: Condition | undefined): boolean {
  if (!progressing || progressing.reason === 'NewReplicaSetAvailable') return false;
  if (progressing.reason === 'ProgressDeadlineExceeded') return true;
  return secondsSince(world, progressing.lastUpdateTime) > (spec.progressDeadlineSeconds ?? 600);
}

function deadlineInMs(world: World, deployment: Deployment): number | null {
  const progressing = deployment.status?.conditions?.find((condition) => condition.type === 'Progressing');
  const settled = ['NewReplicaSetAvailable', 'ProgressDeadlineExceeded', 'DeploymentPaused'];
  if (!progressing || settled.includes(progressing.reason ?? '')) return null;
  const passed = secondsSince(world, progressing.lastUpdateTime);
  return Math.max(1000, ((deployment.spec.progressDeadlineSeconds ?? 600) - passed) * 1000 + 1000);
}
