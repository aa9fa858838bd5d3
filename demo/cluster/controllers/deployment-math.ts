import { canonical, clone, fnv1a } from '../json';
import { safeHash } from '../random';
import type { Condition, Deployment, DeploymentStatus, PodTemplate, ReplicaSet } from '../types';

export const REVISION = 'deployment.kubernetes.io/revision';
export const DESIRED = 'deployment.kubernetes.io/desired-replicas';
export const MAXIMUM = 'deployment.kubernetes.io/max-replicas';
export const HASH = 'pod-template-hash';

/** The hash of a template with its defaults: equal for equal templates, so that a rollback finds the old ReplicaSet. */
export function templateHash(template: PodTemplate): string {
  const copy = clone(template);
  if (copy.metadata?.labels) Reflect.deleteProperty(copy.metadata.labels, HASH);
  return safeHash(fnv1a(canonical(copy)));
}

function share(value: number | string | undefined, total: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value ?? '')?.[1];
  return percent ? round((Number(percent) * total) / 100) : Number(value ?? 0) || 0;
}

/** How many pods a rolling update may have above and below the desired number: surge rounds up, unavailable down, and they are never both zero. */
export function fenceposts({ spec }: Deployment): { surge: number; unavailable: number } {
  if (spec.strategy.type === 'Recreate') return { surge: 0, unavailable: spec.replicas };
  const { maxSurge, maxUnavailable } = spec.strategy.rollingUpdate ?? {};
  const surge = share(maxSurge, spec.replicas, Math.ceil);
  const unavailable = share(maxUnavailable, spec.replicas, Math.floor);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : Math.min(unavailable, spec.replicas) };
}

export const maxReplicas = (deployment: Deployment): number =>
  deployment.spec.replicas === 0 ? 0 : deployment.spec.replicas + fenceposts(deployment).surge;

export const revisionOf = (object: { metadata: { annotations?: Record<string, string> } }): number =>
  Number(object.metadata.annotations?.[REVISION] ?? 0);

export const sum = (sets: ReplicaSet[], of: (set: ReplicaSet) => number | undefined): number =>
  sets.reduce((total, set) => total + (of(set) ?? 0), 0);

/** Sets a condition if it differs. Its transition time changes only with its status. */
export function setCondition(
  conditions: Condition[],
  next: Condition & { lastUpdateTime: string },
  refresh = false,
): void {
  const index = conditions.findIndex((condition) => condition.type === next.type);
  const old = conditions[index];
  if (old?.status === next.status && old.reason === next.reason && !refresh) return;
  const transition = old?.status === next.status ? old.lastTransitionTime : next.lastUpdateTime;
  if (index >= 0) conditions.splice(index, 1);
  conditions.push({ ...next, lastTransitionTime: transition });
}

export function countStatus(
  deployment: Deployment,
  sets: ReplicaSet[],
  current: ReplicaSet | undefined,
): DeploymentStatus {
  const total = sum(sets, (set) => set.status?.replicas);
  const available = sum(sets, (set) => set.status?.availableReplicas);
  const unavailable = Math.max(0, sum(sets, (set) => set.spec.replicas) - available);
  const counts = {
    replicas: total,
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum(sets, (set) => set.status?.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: unavailable,
  };
  const present = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  return { observedGeneration: deployment.metadata.generation, ...present };
}

/** "Complete" as kubectl and the controller define it: every pod is updated and available, and no old pod is left. */
export function isComplete({ metadata, spec }: Deployment, status: DeploymentStatus): boolean {
  return (
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas &&
    (status.availableReplicas ?? 0) === spec.replicas &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

export function hasProgressed(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}
