import type { Plight } from '../advice';
import { refOf } from '../evidence';
import type { TroubleGroup } from '../pods/groups';
import type { Judgement } from './broken';
import { revisionBefore } from './revision-before';

/** What a group of pods suffers, for the advice. */
export function podPlight(judgement: Judgement, group: TroubleGroup): Partial<Plight> & Pick<Plight, 'code'> {
  const { facts, standing } = judgement;
  const { pod, trouble } = group.first;
  const isNew = standing.freshTroubles.includes(group);
  return {
    ...suffering(judgement),
    code: group.code,
    detail: trouble.detail,
    pod,
    container: trouble.container,
    image: trouble.image,
    before: isNew ? revisionBefore(facts, standing, group.since) : null,
    claims: pod.spec.claimNames.flatMap((name) => {
      const claim = facts.claims.get(name);
      return claim === undefined || claim.status.phase === 'Bound' ? [] : [claim];
    }),
  };
}

/** The workload that suffers. */
export function suffering({ facts, around }: Judgement): Pick<Plight, 'workload' | 'namespace'> {
  const { workload } = facts;
  return { workload: refOf(workload, around.cluster), namespace: workload.metadata.namespace };
}
