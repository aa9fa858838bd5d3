import type { ChangeSummaryRecord } from '@/lib/db/change-record';
import { ENDED_STATES, type ChangeState, type ChangeSummary } from '@/lib/model';
import { approvalsGiven } from '@/lib/policy';

/** A Change as lists show it. */
export function changeSummary(change: ChangeSummaryRecord): ChangeSummary {
  const { askedBy } = change;
  const [{ intent }] = change.steps;
  return {
    id: change.id,
    action: intent.action,
    state: change.state,
    target: intent.target,
    service: change.service,
    serviceName: change.serviceName,
    owner: change.owner,
    environment: change.environment.name,
    title: change.title,
    reason: change.reason,
    askedBy: { id: askedBy.id, name: askedBy.name },
    createdAt: change.createdAt.toISOString(),
    updatedAt: change.updatedAt.toISOString(),
    approvalsNeeded: change.approvalsNeeded,
    approvalsGiven: approvalsGiven(change),
    sentence: change.sentence,
  };
}

export function isEnded(state: ChangeState): boolean {
  return (ENDED_STATES as readonly ChangeState[]).includes(state);
}
