import { traitsOf, type AnyObject, type BlockerCode, type Condition, type Replicated } from '@/lib/model';
import type { Reading } from '../evidence';
import type { WorkloadFacts } from '../facts';
import { secondsBetween } from '../times';

/** Pods that the API server refused to create: a quota, an admission policy. There is no pod to show. */
export interface PodRefusal extends Reading {
  readonly code: Extract<BlockerCode, 'quota' | 'create-failed'>;
  readonly object: AnyObject;
  readonly detail: string;
  readonly since: string | null;
}

/** StatefulSets and DaemonSets have no condition for it; their controllers repeat an event while it lasts. */
const EVENT_SECONDS = 300;

/** Why the API server refuses to create pods of this workload; null where it does not. */
export function refusalOf(facts: WorkloadFacts<Replicated>, now: Date): PodRefusal | null {
  const { workload } = facts;
  if (traitsOf(workload.kind).refusedPods === 'condition') {
    const condition = failure(workload.status.conditions);
    return condition === undefined ? null : byCondition(workload, condition);
  }
  const event = (facts.events.get(workload.metadata.uid) ?? []).find(
    (one) => one.reason === 'FailedCreate' && secondsBetween(one.lastSeen, now) < EVENT_SECONDS,
  );
  if (event === undefined) return null;
  return {
    code: codeOf(event.message),
    rule: 'workload.create-failed',
    field: 'Event.reason',
    value: event.reason,
    object: workload,
    detail: event.message,
    since: event.firstSeen,
  };
}

function failure(conditions: readonly Condition[]): Condition | undefined {
  return conditions.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
}

function byCondition(object: AnyObject, condition: Condition): PodRefusal {
  return {
    code: codeOf(condition.message ?? ''),
    rule: 'workload.create-failed',
    field: 'status.conditions[ReplicaFailure].reason',
    value: condition.reason ?? condition.status,
    object,
    detail: condition.message ?? condition.reason ?? 'the API server refused',
    since: condition.lastTransitionTime ?? null,
  };
}

function codeOf(message: string): PodRefusal['code'] {
  return message.includes('exceeded quota') ? 'quota' : 'create-failed';
}
