import type { Condition, Pod } from '@/lib/model';

/** The first condition of a type, as Kubernetes' own helpers find it. */
export function conditionOf(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((condition) => condition.type === type);
}

export function isTrue(conditions: readonly Condition[], type: string): boolean {
  return conditionOf(conditions, type)?.status === 'True';
}

/** Whether a pod's Ready condition is True; that of a terminating pod may still be. */
export function isPodReady(pod: Pod): boolean {
  return isTrue(pod.status.conditions, 'Ready');
}
