import type { Blocker, Rollout, RolloutState, Replicated } from '@/lib/model';
import { receiptOf, refOf, type Viewpoint } from '../evidence';
import type { WorkloadFacts } from '../facts';
import { numberAt } from '../field';
import { blockerOf } from '../pods/groups';
import type { PodRefusal } from '../pods/refused';
import { imagesOf, isReplicated } from '../pods/revisions';
import {
  countsOf,
  desiredPods,
  outgoingImages,
  readyCount,
  podStatesOf,
  type PodStates,
} from '../pods/pod-states';
import { earliest } from '../times';
import { sentence } from '../sentences';
import { cellsOf, type CellCounts } from './cells';
import { estimateOf } from './estimate';
import { rulesOf } from './kinds';
import { kubectlStatus, type KubectlStatus } from './kubectl';
import { outgoingRevision } from './outgoing-revision';
import { rolloutSentence } from './sentence';
import { strategyWords } from './strategy';
import { rolloutTimes } from './times';

/**
 * The rollout of a workload to the revision that its spec wants. Null for kinds that have runs, and for what is updated only when
 * its pods are deleted. `Complete` exactly when `kubectl rollout status` would end with success, `Failed` exactly when it
 * would report an exceeded deadline; while it would wait: Paused, Stalled (with a blocker) or Progressing.
 *
 * `counts`: `updated` are the pods of the wanted revision, `ready` those of them that are ready, `available` as its
 * controller counts them, `old` the pods of other revisions; pods being deleted are in none of them.
 */
export function rolloutOf(facts: WorkloadFacts, view: Viewpoint): Rollout | null {
  if (!isReplicated(facts)) return null;
  const kubectl = kubectlStatus(facts.workload);
  if (kubectl === null) return null;
  const podStates = podStatesOf(facts, view.now);
  const blocked = kubectl.verdict === 'success' ? null : blockerIn(podStates, view);
  const blocker = blocked?.blocker ?? null;
  const state = stateOf(facts.workload, kubectl, blocker);
  const cells = cellCounts(podStates);
  const times = rolloutTimes({ facts, podStates, state });
  const { estimate, validUntil } = estimateOf(
    { workload: facts.workload, podStates, state, startedAt: times.startedAt },
    view.now,
  );
  const { revisions } = podStates;
  return {
    workload: refOf(facts.workload, view.cluster),
    state,
    kubectl: kubectl.verdict,
    revision: revisions.revision,
    from: outgoingImages(podStates),
    fromRevision: outgoingRevision(facts, podStates),
    to: imagesOf(facts.workload.spec.template),
    counts: {
      desired: desiredPods(facts.workload),
      updated: podStates.fresh.length,
      ready: cells.ready,
      available: numberAt(facts.workload, countsOf(facts.workload).available),
      old: podStates.old.length,
    },
    cells: cellsOf(cells),
    sentence: rolloutSentence({ facts, podStates, state, why: blocked?.says ?? '' }),
    blocker,
    ...times,
    strategy: strategyWords(facts.workload),
    estimate,
    receipt: receiptOf(facts.workload, view, kubectl),
    validUntil: kubectl.verdict === 'success' ? null : earliest([podStates.validUntil, validUntil]),
  };
}

function stateOf(workload: Replicated, kubectl: KubectlStatus, blocker: Blocker | null): RolloutState {
  if (kubectl.verdict === 'success') return 'Complete';
  if (kubectl.verdict === 'deadline-exceeded') return 'Failed';
  if (rulesOf(workload).pause(workload) !== null) return 'Paused';
  return blocker === null ? 'Progressing' : 'Stalled';
}

function cellCounts({ fresh, old }: PodStates): CellCounts {
  return {
    ready: readyCount(fresh),
    starting: fresh.filter(({ state }) => state === 'starting').length,
    blocked: fresh.filter(({ state }) => state === 'broken').length,
    old: old.length,
  };
}

/** What blocks a rollout; `says` is its sentence without capital and full stop. */
interface Blocked {
  readonly says: string;
  readonly blocker: Blocker;
}

/** What blocks the most new pods; a pod that is ready and restarts does not block a rollout. */
function blockerIn({ freshTroubles, refusal }: PodStates, view: Viewpoint): Blocked | null {
  const group = freshTroubles.find(({ pods }) => pods.some(({ state }) => state === 'broken'));
  if (group !== undefined) return blockerOf(group, view);
  return refusal === null ? null : refusedBlocker(refusal, view);
}

function refusedBlocker(refusal: PodRefusal, view: Viewpoint): Blocked {
  const what = refusal.code === 'quota' ? 'new pods exceed a quota' : 'new pods cannot be created';
  const says = `${what}: ${refusal.detail}`;
  const blocker = {
    code: refusal.code,
    sentence: sentence(says),
    detail: refusal.detail,
    pods: 0,
    pod: refusal.object.metadata.name,
    image: null,
    receipt: receiptOf(refusal.object, view, refusal),
  };
  return { says, blocker };
}
