import type { Verdict } from '@/lib/model';
import { adviceOn, NO_DETAILS } from '../advice';
import type { PlacementFacts, WorkloadFacts } from '../facts';
import { isReplicated } from '../pods/revisions';
import { earliest, millis } from '../times';
import { count, quoted, sentence } from '../sentences';
import { cronJobWorkloadHealth, jobWorkloadHealth } from './jobs';
import type { PlacementContext, WorkloadVerdict } from './judged';
import { replicatedHealth } from './replicated';
import { unknownHealth } from './unknown';
import { worstOf } from './worst';

/**
 * The health of a placement: finer and earlier than Argo CD's verdict on its objects (docs/decisions/0010). Unknown as
 * soon as the picture of its cluster is not up to date; else that of its worst workload, with that one's reason.
 */
export function placementHealth(facts: PlacementFacts, now: Date): Verdict {
  if (facts.freshness.state !== 'live') return unknownHealth(facts, facts.freshness, now);
  const context: PlacementContext = {
    cluster: facts.cluster,
    observedAt: facts.observedAt,
    now,
    endpoints: facts.endpoints,
    astray: facts.astray,
    naming: facts.workloads.length > 1,
  };
  const verdicts = facts.workloads.map((workload) => workloadHealth(workload, context));
  const worst = worstOf(weightiestFirst(verdicts));
  if (worst === null) return missing(facts);
  const { workload: _workload, hasRuns: _hasRuns, ready: _ready, desired: _desired, ...verdict } = worst;
  return {
    ...verdict,
    sentence: togetherWords(worst, verdicts),
    validUntil: earliest(verdicts.map(({ validUntil }) => validUntil)),
  };
}

function workloadHealth(facts: WorkloadFacts, context: PlacementContext): WorkloadVerdict {
  if (isReplicated(facts)) return replicatedHealth(facts, context);
  const { workload } = facts;
  switch (workload.kind) {
    case 'Job':
      return jobWorkloadHealth(facts, workload, context);
    case 'CronJob':
      return cronJobWorkloadHealth(facts, workload, context);
    default:
      throw new Error(`${workload.kind} is no workload`);
  }
}

/**
 * Where several are equally bad, the one with the smallest share of ready pods comes first, then the one that has been so for the longest
 * time. A suspended CronJob or Job beside something that runs is at rest, as Argo CD counts it.
 */
function weightiestFirst(verdicts: readonly WorkloadVerdict[]): readonly WorkloadVerdict[] {
  const atRest = ({ status, hasRuns }: WorkloadVerdict): boolean => status === 'Suspended' && hasRuns;
  const awake = verdicts.filter((verdict) => !atRest(verdict) && verdict.status !== 'Idle');
  return (awake.length > 0 ? awake : verdicts).toSorted(
    (a, b) => readyShare(a) - readyShare(b) || sinceMillis(a) - sinceMillis(b),
  );
}

function readyShare({ ready, desired }: WorkloadVerdict): number {
  return desired === 0 ? 1 : ready / desired;
}

function sinceMillis({ since }: WorkloadVerdict): number {
  return since === null ? Number.MAX_SAFE_INTEGER : millis(since);
}

function togetherWords(worst: WorkloadVerdict, verdicts: readonly WorkloadVerdict[]): string {
  const like = verdicts.filter(({ status }) => status === worst.status);
  if (verdicts.length === 1 || worst.status === 'Suspended') return worst.sentence;
  if (worst.status === 'Healthy' && like.length === verdicts.length) {
    return sentence(`${verdicts.length === 2 ? 'both' : `all ${verdicts.length}`} workloads are healthy`);
  }
  if (worst.status === 'Healthy') {
    const resting = verdicts.length - like.length;
    return sentence(
      `${count(like.length, 'workload')} ${like.length === 1 ? 'is' : 'are'} healthy, ${resting} ${resting === 1 ? 'is' : 'are'} at rest`,
    );
  }
  if (worst.status === 'Idle')
    return sentence(
      `${verdicts.length === 2 ? 'both' : `all ${verdicts.length}`} workloads are scaled to 0 pods`,
    );
  const more = like.length - 1;
  if (more === 0) return worst.sentence;
  const word = worst.status === 'Degraded' ? 'broken too' : 'on the way too';
  return sentence(
    `${quoted(worst.sentence)}; ${count(more, 'more workload')} ${more === 1 ? 'is' : 'are'} ${word}`,
  );
}

function missing(facts: PlacementFacts): Verdict {
  const { cluster, namespace, observedAt } = facts;
  const object = { cluster, kind: 'Namespace', namespace: null, name: namespace, uid: null };
  return {
    status: 'Missing',
    sentence: sentence(`namespace ${namespace} holds no workload of it`),
    since: null,
    receipt: { rule: 'placement.no-workload', object, field: 'workloads', value: '0', cluster, observedAt },
    validUntil: null,
    advice: adviceOn({
      ...NO_DETAILS,
      code: 'gone',
      object,
      namespace,
      detail: `no workload of namespace ${namespace} carries its name or labels`,
    }),
  };
}
