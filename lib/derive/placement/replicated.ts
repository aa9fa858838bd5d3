import { conditionOf } from '../conditions';
import { traitsOf, type Replicated } from '@/lib/model';
import type { WorkloadFacts } from '../facts';
import { numberAt } from '../field';
import { versionOf } from '../image';

import { countsOf, desiredPods, leadingImage, readyCount, podStatesOf } from '../pods/pod-states';
import { rulesOf } from '../rollout/kinds';
import { kubectlStatus } from '../rollout/kubectl';
import { podCounts } from '../rollout/sentence';
import { rolloutTimes } from '../rollout/times';
import { earliest, latest } from '../times';
import { count } from '../sentences';
import { brokenFinding, podsPhrase, type Judgement } from './broken';
import { withStrain } from './strained';
import { unreached } from './unreached';
import { verdictOf, type PlacementFinding, type PlacementContext, type WorkloadVerdict } from './judged';

/** The health of a workload that keeps a number of like pods: judged from its own objects and from its pods. */
export function replicatedHealth(
  facts: WorkloadFacts<Replicated>,
  context: PlacementContext,
): WorkloadVerdict {
  const podStates = podStatesOf(facts, context.now);
  const judgement: Judgement = { facts, podStates, context };
  const finding =
    leaving(judgement) ??
    idle(judgement) ??
    brokenFinding(judgement) ??
    unreached(judgement) ??
    paused(judgement) ??
    progressing(judgement) ??
    healthy(judgement);
  const whole = withStrain(finding, judgement);
  const verdict = verdictOf(
    { ...whole, validUntil: earliest([podStates.validUntil, whole.validUntil]) },
    context,
  );
  return {
    ...verdict,
    workload: facts.workload.metadata.name,
    hasRuns: false,
    ready: readyCount([...podStates.fresh, ...podStates.old]),
    desired: desiredPods(facts.workload),
  };
}

function leaving({ facts: { workload } }: Judgement): PlacementFinding | null {
  const { deletionTimestamp } = workload.metadata;
  if (deletionTimestamp === undefined) return null;
  return {
    status: 'Progressing',
    says: `${workload.kind} ${workload.metadata.name} is being deleted`,
    since: deletionTimestamp,
    object: workload,
    reading: { rule: 'placement.deletion', field: 'metadata.deletionTimestamp', value: deletionTimestamp },
  };
}

/** Zero pods are wanted on purpose. A DaemonSet that matches no node is idle too. */
function idle({ facts: { workload }, podStates }: Judgement): PlacementFinding | null {
  if (desiredPods(workload) > 0) return null;
  const { metadata, status } = workload;
  if (metadata.generation > status.observedGeneration && isSizedByNodes(workload)) return null;
  const left = podStates.fresh.length + podStates.old.length;
  const reading = { rule: 'placement.idle', field: countsOf(workload).desired, value: 0 };
  if (left > 0) {
    return {
      status: 'Progressing',
      says: `${workload.kind} ${metadata.name} is scaling down to 0: ${count(left, 'pod')} still ${left === 1 ? 'runs' : 'run'}`,
      object: workload,
      reading: { ...reading, rule: 'placement.scaling-down' },
    };
  }
  return {
    status: 'Idle',
    says: isSizedByNodes(workload)
      ? `no node needs a pod of ${metadata.name}`
      : `${workload.kind} ${metadata.name} is scaled to 0 pods`,
    object: workload,
    reading,
  };
}

function isSizedByNodes({ kind }: Replicated): boolean {
  return traitsOf(kind).sizedBy === 'nodes';
}

function paused({ facts: { workload }, podStates }: Judgement): PlacementFinding | null {
  const pause = rulesOf(workload).pause(workload);
  if (pause === null) return null;
  const { says, since, reading } = pause;
  const ready = readyCount([...podStates.fresh, ...podStates.old]);
  const pods = podsPhrase(ready, desiredPods(workload), null);
  return {
    status: 'Suspended',
    says: `${says}; ${pods} ${ready === 1 ? 'is' : 'are'} ready`,
    since,
    object: workload,
    reading,
  };
}

function progressing(judgement: Judgement): PlacementFinding | null {
  const { facts, podStates } = judgement;
  const { workload } = facts;
  const kubectl = kubectlStatus(workload);
  const ready = readyCount([...podStates.fresh, ...podStates.old]);
  const desired = desiredPods(workload);
  if (kubectl?.verdict !== 'waiting' && ready >= desired) return null;
  return {
    status: 'Progressing',
    says: progressWords(judgement),
    since: rolloutTimes({ facts, podStates, state: 'Progressing' }).since,
    object: workload,
    reading:
      kubectl?.verdict === 'waiting'
        ? kubectl
        : { rule: 'placement.ready-pods', field: 'spec.replicas', value: desired },
  };
}

function progressWords({ facts, podStates, context }: Judgement): string {
  const { workload } = facts;
  const name = context.naming ? workload.metadata.name : null;
  const of = name === null ? '' : ` of ${name}`;
  if (podStates.old.length > 0) {
    return `the rollout${of} to ${versionOf(leadingImage(facts, podStates.revisions))} is under way: ${podCounts(podStates)}`;
  }
  const desired = desiredPods(workload);
  const ready = readyCount(podStates.fresh);
  const starting = podStates.fresh.length - ready;
  if (ready === 0 && starting > 0) {
    return `${podsPhrase(starting, desired, name)} ${starting === 1 ? 'is' : 'are'} starting`;
  }
  if (ready === 0) return `${count(desired, 'pod')}${of} ${desired === 1 ? 'is' : 'are'} about to be created`;
  if (ready < desired) {
    const rest = starting > 0 ? ` and ${starting} ${starting === 1 ? 'is' : 'are'} starting` : '';
    return `${podsPhrase(ready, desired, name)} ${ready === 1 ? 'is' : 'are'} ready${rest}`;
  }
  const wait = workload.spec.minReadySeconds;
  const all = `${podsPhrase(ready, ready, name)} ${ready === 1 ? 'is' : 'are'} ready`;
  return wait > 0
    ? `${all} and must stay so for ${wait} s to count as available`
    : `${all}, and the controller of ${workload.metadata.name} has yet to say so`;
}

function healthy({ facts, podStates, context }: Judgement): PlacementFinding {
  const { workload } = facts;
  const ready = podStates.fresh.filter(({ state }) => state === 'ready');
  const all = [...ready, ...podStates.old];
  const phrase = podsPhrase(all.length, all.length, context.naming ? workload.metadata.name : null);
  const restarted = all.filter((view) => view.restarted !== null).length;
  const field = countsOf(workload).ready;
  return {
    status: 'Healthy',
    says: `${phrase} ${all.length === 1 ? 'is' : 'are'} ready${restarted === 0 ? '' : `; ${count(restarted, 'pod')} restarted in the last 10 min`}`,
    since: latest(all.map(({ pod }) => conditionOf(pod.status.conditions, 'Ready')?.lastTransitionTime)),
    object: workload,
    reading: {
      rule: 'placement.ready-pods',
      field,
      value: numberAt(workload, field),
    },
  };
}
