import { reaches } from '../claim';
import { readyCount } from '../pods/pod-states';
import { count, listed } from '../sentences';
import type { Judgement } from './broken';
import type { PlacementFinding } from './judged';
import { affectedWorkload } from './pod-diagnosis';

/**
 * Pods are ready and no Service reaches them: the Service that is meant for them selects no pod at all, and no other Service selects them.
 * Null for a workload without a Service, such as a worker that takes its work from a queue.
 */
export function unreached(judgement: Judgement): PlacementFinding | null {
  const { facts, podStates, context } = judgement;
  const { workload } = facts;
  const [stray] = context.astray.filter(({ workload: uid }) => uid === workload.metadata.uid);
  const ready = readyCount([...podStates.fresh, ...podStates.old]);
  if (stray === undefined || ready === 0) return null;
  if (context.endpoints.some(({ service }) => reaches(service, workload))) return null;
  const { name } = stray.service.metadata;
  const wanted = pairs(stray.service.spec.selector);
  const selector = listed(wanted);
  const carried = pairs(
    Object.fromEntries(
      Object.keys(stray.service.spec.selector).flatMap((key) => {
        const value = workload.spec.template.labels[key];
        return value === undefined ? [] : [[key, value]];
      }),
    ),
  );
  const own = `the pods of ${workload.metadata.name} carry ${carried.length === 0 ? 'none of these labels' : listed(carried)}`;
  return {
    status: 'Degraded',
    says: `Service ${name} selects no pod: no pod carries ${selector}; ${count(ready, 'pod')} of ${workload.metadata.name} ${ready === 1 ? 'is' : 'are'} ready and no Service reaches ${ready === 1 ? 'it' : 'them'}`,
    object: stray.service,
    reading: {
      rule: 'placement.no-endpoints',
      field: 'spec.selector',
      value: wanted.join(','),
    },
    diagnosis: {
      ...affectedWorkload(judgement),
      code: 'no-endpoints',
      detail: `Service ${name} selects ${selector}; ${own}`,
    },
  };
}

/** `app=cart`, `tier=web`. */
function pairs(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`);
}
