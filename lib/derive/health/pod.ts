import type { ContainerStatus, Pod } from '@/lib/model';
import { conditionOf, isPodReady } from '../conditions';
import { latest } from '../times';
import { listed, quoted } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

/** Argo CD's verdict on a Pod (gitops-engine, pkg/health, health_pod.go); the order of the branches is its own. */
export function podHealth(pod: Pod): HealthFinding {
  if (pod.spec.restartPolicy === 'Always') {
    const waiting = waitingInError(pod);
    if (waiting !== null) return waiting;
  }
  switch (pod.status.phase) {
    case 'Pending':
      return phaseFinding(pod, { status: 'Progressing', rule: 'pod.pending', verb: 'is pending' });
    case 'Succeeded':
      return phaseFinding(pod, { status: 'Healthy', rule: 'pod.succeeded', verb: 'succeeded' });
    case 'Failed':
      return failed(pod);
    case 'Running':
      return running(pod);
    default:
      return unknown(pod);
  }
}

/** Whether the reason of a waiting container means an error. */
function meansError(reason: string): boolean {
  return reason.startsWith('Err') || reason.endsWith('Error') || reason.endsWith('BackOff');
}

function waitingInError(pod: Pod): HealthFinding | null {
  const waiting = pod.status.containerStatuses.flatMap((status) => {
    const reason = status.state.waiting?.reason ?? '';
    return meansError(reason)
      ? [{ name: status.name, reason, message: status.state.waiting?.message ?? '' }]
      : [];
  });
  const first = waiting[0];
  if (first === undefined) return null;
  const words = first.message === '' ? '' : `: ${quoted(first.message)}`;
  return {
    status: 'Degraded',
    rule: 'pod.waiting-error',
    field: `status.containerStatuses[${first.name}].state.waiting.reason`,
    value: first.reason,
    says:
      waiting.length === 1
        ? `container ${first.name} of ${nameOf(pod)} waits in ${first.reason}${words}`
        : `${waiting.length} containers of ${nameOf(pod)} wait: ${listed(waiting.map((one) => `${one.name} in ${one.reason}`))}`,
    since: conditionOf(pod.status.conditions, 'Ready')?.lastTransitionTime ?? pod.metadata.creationTimestamp,
  };
}

function phaseFinding(
  pod: Pod,
  branch: { status: 'Progressing' | 'Healthy'; rule: string; verb: string },
): HealthFinding {
  const why = pod.status.message ?? '';
  return {
    status: branch.status,
    rule: branch.rule,
    field: 'status.phase',
    value: pod.status.phase,
    says: `${nameOf(pod)} ${branch.verb}${why === '' ? '' : `: ${quoted(why)}`}`,
    since: branch.rule === 'pod.pending' ? pod.metadata.creationTimestamp : lastEnd(pod),
  };
}

function failed(pod: Pod): HealthFinding {
  const message = pod.status.message ?? '';
  if (message !== '') {
    return {
      status: 'Degraded',
      rule: 'pod.failed-message',
      field: 'status.message',
      value: message,
      says: `${nameOf(pod)} failed: ${quoted(message)}`,
      since: lastEnd(pod),
    };
  }
  const { initContainerStatuses, containerStatuses } = pod.status;
  for (const [list, statuses] of [
    ['initContainerStatuses', initContainerStatuses],
    ['containerStatuses', containerStatuses],
  ] as const) {
    for (const status of statuses) {
      const ended = failedContainer(pod, list, status);
      if (ended !== null) return ended;
    }
  }
  return {
    status: 'Degraded',
    rule: 'pod.failed',
    field: 'status.phase',
    value: 'Failed',
    says: `${nameOf(pod)} failed${pod.status.reason === undefined ? '' : `: ${pod.status.reason}`}`,
    since: lastEnd(pod),
  };
}

function failedContainer(pod: Pod, list: string, status: ContainerStatus): HealthFinding | null {
  const { terminated } = status.state;
  if (terminated === undefined) return null;
  const field = `status.${list}[${status.name}].state.terminated`;
  const whose = `${nameOf(pod)} failed: container ${status.name}`;
  const common = { status: 'Degraded', rule: 'pod.failed-container', since: lastEnd(pod) } as const;
  const message = terminated.message ?? '';
  if (message !== '') {
    return {
      ...common,
      field: `${field}.message`,
      value: message,
      says: `${whose} said: ${quoted(message)}`,
    };
  }
  if (terminated.reason === 'OOMKilled') {
    return {
      ...common,
      field: `${field}.reason`,
      value: terminated.reason,
      says: `${whose} was killed for using more than its memory`,
    };
  }
  if (terminated.exitCode === 0) return null;
  return {
    ...common,
    field: `${field}.exitCode`,
    value: terminated.exitCode,
    says: `${whose} ended with exit code ${terminated.exitCode}`,
  };
}

/** Marks pods that are not restarted but should keep running: an operator creates them again. */
const IGNORE_RESTART_POLICY = 'argocd.argoproj.io/ignore-restart-policy';

function running(pod: Pod): HealthFinding {
  const name = nameOf(pod);
  const ready = conditionOf(pod.status.conditions, 'Ready');
  const { restartPolicy } = pod.spec;
  const heeded = pod.metadata.annotations[IGNORE_RESTART_POLICY] === undefined;
  if (heeded && (restartPolicy === 'OnFailure' || restartPolicy === 'Never')) {
    return {
      status: 'Progressing',
      rule: 'pod.finite',
      field: 'spec.restartPolicy',
      value: restartPolicy,
      says: `${name} is running to its end`,
      since: pod.status.startTime,
    };
  }
  if (heeded && restartPolicy !== 'Always') return unknown(pod);
  const reading = { field: 'status.conditions[Ready].status', value: ready?.status ?? 'absent' };
  const since = ready?.lastTransitionTime;
  if (isPodReady(pod)) {
    return { status: 'Healthy', rule: 'pod.ready', ...reading, says: `${name} is ready`, since };
  }
  const ended = pod.status.containerStatuses.find((status) => status.lastState.terminated !== undefined);
  if (ended?.lastState.terminated !== undefined) {
    const { exitCode, reason } = ended.lastState.terminated;
    return {
      status: 'Degraded',
      rule: 'pod.terminated-before',
      field: `status.containerStatuses[${ended.name}].lastState.terminated.exitCode`,
      value: exitCode,
      says: `${name} is not ready since its container ${ended.name} ended with exit code ${exitCode}${reason === undefined ? '' : ` (${reason})`}`,
      since,
    };
  }
  return {
    status: 'Progressing',
    rule: 'pod.not-ready',
    ...reading,
    says: `${name} is running and not yet ready`,
    since,
  };
}

function unknown(pod: Pod): HealthFinding {
  const { phase } = pod.status;
  const { restartPolicy } = pod.spec;
  const policy = restartPolicy === '' ? 'a pod without restartPolicy' : `restartPolicy ${restartPolicy}`;
  return {
    status: 'Unknown',
    rule: 'pod.phase-unknown',
    field: 'status.phase',
    value: phase,
    says: `${nameOf(pod)} ${phase === '' ? 'has no phase yet' : `is in phase ${phase}, which has no rule for ${policy}`}`,
  };
}

function lastEnd(pod: Pod): string | null {
  const { containerStatuses, initContainerStatuses } = pod.status;
  return latest(
    [...initContainerStatuses, ...containerStatuses].map((status) => status.state.terminated?.finishedAt),
  );
}
