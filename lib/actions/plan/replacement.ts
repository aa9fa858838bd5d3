import { isReplacedBy, type Consequence, type Workload } from '@/lib/model';
import { count } from '@/lib/derive/sentences';

type Pods = Omit<Consequence, 'code'>;

/** How a new pod template reaches the pods: how many are replaced, and how many run during that time. */
export function replacementOf(workload: Workload): Pods {
  if (isReplacedBy(workload, 'rolling')) {
    const { replicas, strategy } = workload.spec;
    return strategy.type === 'Recreate' ? recreated(replicas) : rolled(replicas, strategy);
  }
  if (isReplacedBy(workload, 'ordinal'))
    return stateful(workload.spec.replicas, workload.spec.updateStrategy);
  if (isReplacedBy(workload, 'node'))
    return daemons(workload.status.desiredNumberScheduled, workload.spec.updateStrategy);
  if (isReplacedBy(workload, 'next-run')) {
    return {
      level: 'ok',
      title: 'The next run',
      sentence: 'The next run uses it; running Jobs are not changed.',
    };
  }
  const never: never = workload;
  throw new TypeError(`nothing says how the pods of ${JSON.stringify(never)} are replaced`);
}

/** How many pods are added or removed by scaling. */
export function scaleOf(before: number, after: number): Pods {
  const added = after - before;
  return added > 0
    ? {
        level: 'ok',
        title: `${count(added, 'pod')} added`,
        sentence: `${before} → ${after} pods; the running ones are not changed.`,
      }
    : {
        level: 'ok',
        title: `${count(-added, 'pod')} removed`,
        sentence: `${before} → ${after} pods; removed pods are asked to end and may finish their requests.`,
      };
}

function rolled(replicas: number, strategy: { maxSurge?: string; maxUnavailable?: string }): Pods {
  if (replicas === 0) {
    return {
      level: 'ok',
      title: 'No pod is touched',
      sentence: 'It is scaled to zero: the next pod will use it.',
    };
  }
  let surge = scaled(strategy.maxSurge ?? '25%', replicas, 'up');
  let unavailable = scaled(strategy.maxUnavailable ?? '25%', replicas, 'down');
  // As the Deployment controller does: where both are zero, one pod may be unavailable.
  if (surge === 0 && unavailable === 0) unavailable = 1;
  surge = Math.max(0, surge);
  const fewest = Math.max(0, replicas - unavailable);
  const serving =
    fewest === 0
      ? 'there may be a moment when none is ready'
      : `at least ${fewest} of ${replicas} keep serving`;
  return {
    level: fewest === 0 ? 'weigh' : 'ok',
    title: `${count(replicas, 'pod')} replaced`,
    sentence: `A few at a time: up to ${replicas + surge} run at once, and ${serving}.`,
  };
}

function recreated(replicas: number): Pods {
  return {
    level: 'weigh',
    title: `${count(replicas, 'pod')} replaced at once`,
    sentence: 'All pods end before the first new one starts (Recreate): nothing serves meanwhile.',
  };
}

function stateful(
  replicas: number,
  { type, rollingUpdate }: { type: string; rollingUpdate?: { partition?: number } },
): Pods {
  if (type === 'OnDelete') return onDelete();
  const partition = rollingUpdate?.partition ?? 0;
  const touched = Math.max(0, replicas - partition);
  const kept = partition === 0 ? '' : ` Pods below ordinal ${partition} are left as they are (partition).`;
  return {
    level: partition === 0 ? 'ok' : 'weigh',
    title: `${count(touched, 'pod')} replaced`,
    sentence: `One at a time, from the highest ordinal down.${kept}`,
  };
}

function daemons(
  nodes: number,
  strategy: { type: string; maxUnavailable?: string; maxSurge?: string },
): Pods {
  if (strategy.type === 'OnDelete') return onDelete();
  const surge = scaled(strategy.maxSurge ?? '0', nodes, 'up');
  const unavailable = Math.max(surge === 0 ? 1 : 0, scaled(strategy.maxUnavailable ?? '1', nodes, 'up'));
  const atOnce = Math.max(surge, unavailable);
  return {
    level: 'ok',
    title: `${count(nodes, 'pod')} replaced`,
    sentence: `One on each of ${count(nodes, 'node')}, ${atOnce} at a time.`,
  };
}

function onDelete(): Pods {
  return {
    level: 'weigh',
    title: 'No pod is replaced',
    sentence: 'Its strategy is OnDelete: each pod is replaced only after it is deleted.',
  };
}

/** `25%` or `1` of a whole: surge is rounded up, what may be missing down (apps/v1 RollingUpdateDeployment). */
function scaled(value: string, whole: number, round: 'up' | 'down'): number {
  if (!value.endsWith('%')) return Number(value);
  const part = (Number(value.slice(0, -1)) * whole) / 100;
  return round === 'up' ? Math.ceil(part) : Math.floor(part);
}
