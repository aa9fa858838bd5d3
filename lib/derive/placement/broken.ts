import { conditionOf } from '../conditions';
import type { WorkloadFacts } from '../facts';
import { argoRolloutHealth } from '../health/argo-rollout';
import { versionOf } from '../image';
import { groupSays, type TroubleGroup } from '../pods/groups';
import type { Refusal } from '../pods/refused';
import type { Replicated } from '../pods/revisions';
import { desiredPods, leadingImage, readyCount, type Standing } from '../pods/standing';
import { kubectlStatus } from '../rollout/kubectl';
import { earliest } from '../times';
import { count, quoted } from '../words';
import { podPlight, suffering } from './plights';
import { imageBefore } from './image-before';
import { servingOf, servingWords } from './endpoints';
import type { PlacementFinding, Surroundings } from './judged';

export interface Judgement {
  readonly facts: WorkloadFacts<Replicated>;
  readonly standing: Standing;
  readonly around: Surroundings;
}

/** Degraded: pods that are broken now, pods that cannot be created, or a deadline that passed. Null: none of it. */
export function brokenFinding(judgement: Judgement): PlacementFinding | null {
  const { standing, facts } = judgement;
  const { freshTroubles, oldTroubles, refusal } = standing;
  const [lead] = freshTroubles;
  if (lead !== undefined && isBlockedPassage(standing)) return blocked(judgement, lead);
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
  return deadlinePassed(facts, judgement) ?? argoRolloutFailed(facts, judgement);
}

/** New pods fail while old ones are still there. */
function isBlockedPassage({ freshTroubles, old }: Standing): boolean {
  return old.length > 0 && freshTroubles.some(({ pods }) => pods.some(({ state }) => state === 'broken'));
}

function blocked(judgement: Judgement, lead: TroubleGroup): PlacementFinding {
  const { facts, standing, around } = judgement;
  const { freshTroubles, oldTroubles, old } = standing;
  const version = versionOf(leadingImage(facts, standing.revisions));
  const name = around.naming ? ` of ${facts.workload.metadata.name}` : '';
  const serving = servingOf(around.endpoints, old);
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
    plight: podPlight(judgement, lead),
  };
}

/** `1 of 3 pods`, `all 3 pods of checkout`, `both pods`, `its only pod`. */
export function podsPhrase(part: number, whole: number, name: string | null): string {
  const of = name === null ? '' : ` of ${name}`;
  if (part < whole) return `${part} of ${count(whole, 'pod')}${of}`;
  if (whole === 1) return name === null ? 'its only pod' : `the only pod${of}`;
  return whole === 2 ? `both pods${of}` : `all ${whole} pods${of}`;
}

function subject({ facts, standing, around }: Judgement, group: TroubleGroup): string {
  const whole = Math.max(desiredPods(facts.workload), standing.fresh.length + standing.old.length);
  return podsPhrase(group.pods.length, whole, around.naming ? facts.workload.metadata.name : null);
}

function servingClause({ standing, around }: Judgement): string {
  const words = servingWords(servingOf(around.endpoints, [...standing.fresh, ...standing.old]), '');
  return words === null ? '' : `; ${words}`;
}

function refused(judgement: Judgement, refusal: Refusal): PlacementFinding {
  const { facts, standing, around } = judgement;
  const missing = Math.max(1, desiredPods(facts.workload) - standing.fresh.length);
  const name = around.naming ? ` of ${facts.workload.metadata.name}` : '';
  return {
    status: 'Degraded',
    since: refusal.since,
    object: refusal.object,
    reading: refusal,
    plight: { code: refusal.code, detail: refusal.detail, ...suffering(judgement) },
    says: `${standing.old.length > 0 ? 'new pods' : count(missing, 'pod')}${name} cannot be created: ${quoted(refusal.detail)}${servingClause(judgement)}`,
  };
}

function hasFailed({ workload }: WorkloadFacts<Replicated>): boolean {
  return !isPaused(workload) && kubectlStatus(workload)?.verdict === 'deadline-exceeded';
}

function isPaused(workload: Replicated): boolean {
  return (workload.kind === 'Deployment' || workload.kind === 'Rollout') && workload.spec.paused;
}

function deadlinePassed(facts: WorkloadFacts<Replicated>, judgement: Judgement): PlacementFinding | null {
  const { workload } = facts;
  if (workload.kind !== 'Deployment' || !hasFailed(facts)) return null;
  const progressing = conditionOf(workload.status.conditions, 'Progressing');
  const seconds = workload.spec.progressDeadlineSeconds;
  return {
    status: 'Degraded',
    since: progressing?.lastTransitionTime,
    object: workload,
    reading: {
      rule: 'placement.progress-deadline',
      field: 'status.conditions[Progressing].reason',
      value: progressing?.reason ?? '',
    },
    plight: {
      code: 'deadline',
      detail: progressing?.message ?? '',
      before: imageBefore(facts, judgement.standing, progressing?.lastTransitionTime ?? null),
      ...suffering(judgement),
    },
    says: `the rollout of ${workload.metadata.name} made no progress${seconds === undefined ? '' : ` for ${seconds} s`}${servingClause(judgement)}`,
  };
}

/** An Argo Rollout that was aborted, or whose deadline passed, as its own controller says it; its stable pods may serve all the while. */
function argoRolloutFailed(
  { workload }: WorkloadFacts<Replicated>,
  judgement: Judgement,
): PlacementFinding | null {
  if (workload.kind !== 'Rollout') return null;
  const { status, rule, field, value, since } = argoRolloutHealth(workload, workload.judged);
  if (status !== 'Degraded') return null;
  const progressing = conditionOf(workload.status.conditions, 'Progressing');
  const why = workload.judged.status?.message ?? progressing?.message ?? '';
  return {
    status: 'Degraded',
    since: since ?? progressing?.lastTransitionTime ?? null,
    object: workload,
    reading: { rule, field, value },
    plight: { code: 'deadline', detail: why, ...suffering(judgement) },
    says: `the rollout of ${workload.metadata.name} failed${why === '' ? '' : `: ${quoted(why)}`}${servingClause(judgement)}`,
  };
}
