import type { Diagnosis } from '../advice';
import { refOf } from '../evidence';
import type { TroubleGroup } from '../pods/groups';
import type { Judgement } from './broken';
import { revisionBefore } from './revision-before';

/** What is wrong with a group of pods, as advice needs it. */
export function podDiagnosis(
  judgement: Judgement,
  group: TroubleGroup,
): Partial<Diagnosis> & Pick<Diagnosis, 'code'> {
  const { facts, podStates } = judgement;
  const { pod, trouble } = group.first;
  const isNew = podStates.freshTroubles.includes(group);
  return {
    ...affectedWorkload(judgement),
    code: group.code,
    detail: trouble.detail,
    pod,
    container: trouble.container,
    image: trouble.image,
    exit: trouble.exit ?? null,
    probe: trouble.probe ?? null,
    before: isNew ? revisionBefore(facts, podStates, group.since) : null,
    claims: pod.spec.claimNames.flatMap((name) => {
      const claim = facts.claims.get(name);
      return claim === undefined || claim.status.phase === 'Bound' ? [] : [claim];
    }),
  };
}

/** The workload that is judged, as advice names it. */
export function affectedWorkload({ facts, context }: Judgement): Pick<Diagnosis, 'workload' | 'namespace'> {
  const { workload } = facts;
  return { workload: refOf(workload, context.cluster), namespace: workload.metadata.namespace };
}
