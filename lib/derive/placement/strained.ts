import {
  traitsOf,
  type HorizontalPodAutoscaler,
  type Node,
  type PodDisruptionBudget,
  type Receipt,
} from '@/lib/model';
import { conditionOf } from '../conditions';
import { receiptOf, refOf } from '../evidence';
import { desiredPods } from '../pods/pod-states';
import { millis, plusSeconds } from '../times';
import { count } from '../sentences';
import type { Judgement } from './broken';
import type { PlacementFinding } from './judged';
import { affectedWorkload } from './pod-diagnosis';

/** A maximum exists to cut off shorter peaks, so these are no problem. */
const LIMIT_SECONDS = 60;

/** Something that does no harm yet: it is added to the sentence and never changes the status. */
interface Strain {
  readonly says: string;
  readonly receipt: Receipt;
  readonly diagnosis: NonNullable<PlacementFinding['diagnosis']>;
}

/** A finding with the limit that the workload has reached, if it has reached one. */
export function withStrain(finding: PlacementFinding, judgement: Judgement): PlacementFinding {
  if (finding.status !== 'Healthy' && finding.status !== 'Progressing') return finding;
  const limit = autoscalerAtMaximum(judgement);
  const strain = limit === null || 'validUntil' in limit ? guardedOnCordonedNode(judgement) : limit;
  if (strain !== null) {
    return {
      ...finding,
      says: `${finding.says}; ${strain.says}`,
      further: [strain.receipt],
      diagnosis: strain.diagnosis,
    };
  }
  return limit !== null && 'validUntil' in limit ? { ...finding, validUntil: limit.validUntil } : finding;
}

/** The autoscaler is at its maximum, and its metrics demand more (autoscaling/v2, condition ScalingLimited, reason TooManyReplicas). */
function autoscalerAtMaximum(judgement: Judgement): Strain | { readonly validUntil: string } | null {
  const { facts, context } = judgement;
  const { hpa } = facts;
  if (hpa === null || hpa.status.currentReplicas < hpa.spec.maxReplicas) return null;
  const limited = conditionOf(hpa.status.conditions, 'ScalingLimited');
  if (limited?.status !== 'True' || limited.reason !== 'TooManyReplicas') return null;
  const from = plusSeconds(limited.lastTransitionTime ?? hpa.metadata.creationTimestamp, LIMIT_SECONDS);
  if (millis(from) > context.now.getTime()) return { validUntil: from };
  return {
    says: limitWords(hpa),
    receipt: receiptOf(hpa, context, {
      rule: 'placement.autoscaler-limit',
      field: 'status.conditions[ScalingLimited].reason',
      value: limited.reason,
    }),
    diagnosis: {
      ...affectedWorkload(judgement),
      object: refOf(hpa, context.cluster),
      code: 'autoscaler-limit',
      detail: `the metrics of autoscaler ${hpa.metadata.name} demand more pods than its maximum of ${hpa.spec.maxReplicas}`,
    },
  };
}

function limitWords({ metadata, spec }: HorizontalPodAutoscaler): string {
  return `autoscaler ${metadata.name} is at its maximum of ${count(spec.maxReplicas, 'pod')} and wants more`;
}

/**
 * A cordoned node is about to be drained, and a budget that wants every pod healthy allows no eviction: the drain would
 * wait for ever. Null for a budget that allows none because pods are broken: then these are the problem.
 */
function guardedOnCordonedNode(judgement: Judgement): Strain | null {
  const { facts, context } = judgement;
  const budget = facts.budgets.find(allowsNone);
  const node = budget && cordonedNode(judgement);
  if (budget === undefined || node === undefined) return null;
  const { name } = budget.metadata;
  const { desiredHealthy, expectedPods } = budget.status;
  return {
    says: `node ${node.metadata.name} cannot be drained: budget ${name} lets no pod leave`,
    receipt: receiptOf(budget, context, {
      rule: 'placement.disruption-budget',
      field: 'status.disruptionsAllowed',
      value: budget.status.disruptionsAllowed,
    }),
    diagnosis: {
      ...affectedWorkload(judgement),
      object: refOf(budget, context.cluster),
      code: 'disruption-budget',
      detail: `budget ${name} wants ${desiredHealthy} of ${count(expectedPods, 'pod')} healthy, so none may leave node ${node.metadata.name}, which takes no new pods`,
      replicas: roomFor(budget, judgement),
    },
  };
}

function allowsNone({ status }: PodDisruptionBudget): boolean {
  const { disruptionsAllowed, desiredHealthy, expectedPods, currentHealthy } = status;
  return (
    disruptionsAllowed === 0 &&
    expectedPods > 0 &&
    desiredHealthy >= expectedPods &&
    currentHealthy >= expectedPods
  );
}

function cordonedNode({ facts, podStates }: Judgement): Node | undefined {
  return [...podStates.fresh, ...podStates.old]
    .map(({ pod }) => facts.nodes.get(pod.spec.nodeName ?? ''))
    .filter((node) => node?.spec.unschedulable === true)
    .toSorted((a, b) => ((a?.metadata.name ?? '') < (b?.metadata.name ?? '') ? -1 : 1))
    .at(0);
}

/**
 * The number of pods that would let the drain go on: one more than the budget wants. Null where an autoscaler sets the
 * number, or the budget is a share.
 */
function roomFor({ spec, status }: PodDisruptionBudget, { facts }: Judgement): number | null {
  const { workload, hpa } = facts;
  const counted = /^\d+$/u.test(spec.minAvailable ?? '');
  if (!counted || hpa !== null || traitsOf(workload.kind).sizedBy === 'nodes') return null;
  return status.expectedPods === desiredPods(workload) ? status.desiredHealthy + 1 : null;
}
