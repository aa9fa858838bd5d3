import type { Replicated } from '@/lib/model';
import type { WorkloadFacts } from '../facts';
import { versionOf } from '../image';
import { isPaused } from '../paused';
import { groupSays, type TroubleGroup } from '../pods/groups';
import type { PodRefusal } from '../pods/refused';
import { desiredPods, leadingImage, readyCount, type PodStates } from '../pods/pod-states';
import { deadlineSeconds, isEndedByCondition, progressingOf } from '../progress';
import { rulesOf } from '../rollout/kinds';
import { kubectlStatus } from '../rollout/kubectl';
import { earliest } from '../times';
import { count, quoted } from '../sentences';
import { podDiagnosis, affectedWorkload } from './pod-diagnosis';
import { revisionBefore } from './revision-before';
import { servingOf, servingWords } from './endpoints';
import type { PlacementFinding, PlacementContext } from './judged';

export interface Judgement {
  readonly facts: WorkloadFacts<Replicated>;
  readonly podStates: PodStates;
  readonly context: PlacementContext;
}

/** Degraded: pods that are broken now, pods that cannot be created, or a deadline that passed. Null: none of these. */
export function brokenFinding(judgement: Judgement): PlacementFinding | null {
  const { podStates } = judgement;
  const { freshTroubles, oldTroubles, refusal } = podStates;
  const [lead] = freshTroubles;
  if (lead !== undefined && isBlockedRollout(podStates)) return blocked(judgement, lead);
  const groups = [...freshTroubles, ...oldTroubles];
  const [worst, next] = groups;
  if (worst !== undefined) {
    const more = next === undefined ? '' : `; ${count(next.pods.length, 'other pod')} ${groupSays(next)}`;
    return {
      ...podReading(judgement, worst, groups),
      says: `${subject(judgement, worst)} ${groupSays(worst)}${more}${servingClause(judgement)}`,
    };
  }
  if (refusal !== null) return refused(judgement, refusal);
  return deadlinePassed(judgement) ?? failedRollout(judgement);
}

/** New pods fail while old ones still run. */
function isBlockedRollout({ freshTroubles, old }: PodStates): boolean {
  return old.length > 0 && freshTroubles.some(({ pods }) => pods.some(({ state }) => state === 'broken'));
}

function blocked(judgement: Judgement, lead: TroubleGroup): PlacementFinding {
  const { facts, podStates, context } = judgement;
  const { freshTroubles, oldTroubles, old } = podStates;
  const version = versionOf(leadingImage(facts, podStates.revisions));
  const name = context.naming ? ` of ${facts.workload.metadata.name}` : '';
  const serving = servingOf(context.endpoints, old);
  const stillServe =
    servingWords(serving, 'old ') ??
    `${readyCount(old)} of ${count(old.length, 'old pod')} ${old.length === 1 ? 'is' : 'are'} still ready`;
  return {
    ...podReading(judgement, lead, [...freshTroubles, ...oldTroubles]),
    says: `the rollout${name} to ${version} ${hasFailed(facts) ? 'failed' : 'is blocked'}: ${count(lead.pods.length, 'pod')} ${groupSays(lead, { withImage: false })}; ${stillServe}`,
  };
}

function podReading(
  judgement: Judgement,
  lead: TroubleGroup,
  groups: readonly TroubleGroup[],
): Omit<PlacementFinding, 'says'> {
  return {
    status: 'Degraded',
    since: earliest(groups.map(({ since }) => since)),
    object: lead.first.trouble.object ?? lead.first.pod,
    reading: lead.first.trouble,
    diagnosis: podDiagnosis(judgement, lead),
  };
}

/** `1 of 3 pods`, `all 3 pods of checkout`, `both pods`, `its only pod`. */
export function podsPhrase(part: number, whole: number, name: string | null): string {
  const of = name === null ? '' : ` of ${name}`;
  if (part < whole) return `${part} of ${count(whole, 'pod')}${of}`;
  if (whole === 1) return name === null ? 'its only pod' : `the only pod${of}`;
  return whole === 2 ? `both pods${of}` : `all ${whole} pods${of}`;
}

function subject({ facts, podStates, context }: Judgement, group: TroubleGroup): string {
  const whole = Math.max(desiredPods(facts.workload), podStates.fresh.length + podStates.old.length);
  return podsPhrase(group.pods.length, whole, context.naming ? facts.workload.metadata.name : null);
}

function servingClause({ podStates, context }: Judgement): string {
  const words = servingWords(servingOf(context.endpoints, [...podStates.fresh, ...podStates.old]), '');
  return words === null ? '' : `; ${words}`;
}

function refused(judgement: Judgement, refusal: PodRefusal): PlacementFinding {
  const { facts, podStates, context } = judgement;
  const missing = Math.max(1, desiredPods(facts.workload) - podStates.fresh.length);
  const name = context.naming ? ` of ${facts.workload.metadata.name}` : '';
  return {
    status: 'Degraded',
    since: refusal.since,
    object: refusal.object,
    reading: refusal,
    diagnosis: { code: refusal.code, detail: refusal.detail, ...affectedWorkload(judgement) },
    says: `${podStates.old.length > 0 ? 'new pods' : count(missing, 'pod')}${name} cannot be created: ${quoted(refusal.detail)}${servingClause(judgement)}`,
  };
}

function hasFailed({ workload }: WorkloadFacts<Replicated>): boolean {
  return !isPaused(workload) && kubectlStatus(workload)?.verdict === 'deadline-exceeded';
}

function deadlinePassed(judgement: Judgement): PlacementFinding | null {
  const { facts } = judgement;
  const { workload } = facts;
  if (!isEndedByCondition(workload) || !hasFailed(facts)) return null;
  const progressing = progressingOf(workload);
  const seconds = deadlineSeconds(workload);
  return {
    status: 'Degraded',
    since: progressing?.lastTransitionTime,
    object: workload,
    reading: {
      rule: 'placement.progress-deadline',
      field: 'status.conditions[Progressing].reason',
      value: progressing?.reason ?? '',
    },
    diagnosis: {
      code: 'deadline',
      detail: progressing?.message ?? '',
      before: revisionBefore(facts, judgement.podStates, progressing?.lastTransitionTime ?? null),
      ...affectedWorkload(judgement),
    },
    says: `the rollout of ${workload.metadata.name} made no progress${seconds === undefined ? '' : ` for ${seconds} s`}${servingClause(judgement)}`,
  };
}

/** The workload's own controller reports that the rollout failed. */
function failedRollout(judgement: Judgement): PlacementFinding | null {
  const { workload } = judgement.facts;
  const failure = rulesOf(workload).failure(workload);
  if (failure === null) return null;
  const { detail, since, reading, advice } = failure;
  return {
    status: 'Degraded',
    since,
    object: workload,
    reading,
    diagnosis: { code: 'deadline', detail, controller: advice, ...affectedWorkload(judgement) },
    says: `the rollout of ${workload.metadata.name} failed${detail === '' ? '' : `: ${quoted(detail)}`}${servingClause(judgement)}`,
  };
}
