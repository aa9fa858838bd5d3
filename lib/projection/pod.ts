import type { Pod } from '@/lib/model';
import { containerStatuses, containers } from './container';
import type { Fields } from './fields';
import { conditions, head } from './meta';

/** Conditions that are not kept: they are true on every running pod, and otherwise its containers show the reason. */
const UNREAD_CONDITIONS = new Set(['ContainersReady', 'PodReadyToStartContainers']);

export function projectPod(object: Fields): Pod {
  const spec = object.object('spec');
  const status = object.object('status');
  return {
    ...head('Pod', object),
    spec: {
      nodeName: spec.shared('nodeName'),
      restartPolicy: spec.shared('restartPolicy') ?? 'Always',
      containers: containers(spec, 'containers'),
      initContainers: containers(spec, 'initContainers'),
      terminationGracePeriodSeconds: spec.count('terminationGracePeriodSeconds') ?? 30,
      claimNames: claimNames(spec),
      hostNetwork: spec.bool('hostNetwork') === true ? true : undefined,
    },
    status: {
      phase: status.shared('phase') ?? '',
      reason: status.shared('reason'),
      message: status.shared('message'),
      podIP: status.str('podIP'),
      podIPs: furtherAddresses(status),
      startTime: status.time('startTime'),
      conditions: conditions(status).filter(({ type }) => !UNREAD_CONDITIONS.has(type)),
      containerStatuses: containerStatuses(status, 'containerStatuses'),
      initContainerStatuses: containerStatuses(status, 'initContainerStatuses'),
    },
  };
}

function furtherAddresses(status: Fields): readonly string[] | undefined {
  const addresses = status.list('podIPs', (item) => item.str('ip') ?? '').filter((ip) => ip !== '');
  return addresses.length > 1 ? addresses : undefined;
}

const NO_CLAIMS: readonly string[] = Object.freeze([]);

function claimNames(spec: Fields): readonly string[] {
  const names = spec
    .list('volumes', (volume) => volume.optional('persistentVolumeClaim')?.required('claimName') ?? '')
    .filter((name) => name !== '');
  return names.length === 0 ? NO_CLAIMS : names;
}
