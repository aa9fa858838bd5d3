import type { Namespace, Node } from '@/lib/model';
import type { Fields } from './fields';
import { conditions, head } from './meta';

export function projectNamespace(object: Fields): Namespace {
  const status = object.object('status');
  const phase = status.shared('phase') ?? 'Active';
  return {
    ...head('Namespace', object),
    status: phase === 'Terminating' ? { phase, conditions: conditions(status) } : { phase },
  };
}

function podRanges(ranges: readonly string[]): readonly string[] | undefined {
  return ranges.length === 0 ? undefined : ranges;
}

export function projectNode(object: Fields): Node {
  const spec = object.object('spec');
  const status = object.object('status');
  const info = status.object('nodeInfo');
  return {
    ...head('Node', object),
    spec: {
      unschedulable: spec.bool('unschedulable') ?? false,
      podCIDRs: podRanges(spec.strings('podCIDRs')),
      taints: spec.list('taints', (taint) => ({
        key: taint.required('key'),
        value: taint.str('value'),
        effect: taint.required('effect'),
      })),
    },
    status: {
      conditions: conditions(status),
      capacity: status.map('capacity', { numbers: true }),
      allocatable: status.map('allocatable', { numbers: true }),
      addresses: status.list('addresses', (item) => ({
        type: item.required('type'),
        address: item.required('address'),
      })),
      nodeInfo: {
        kubeletVersion: info.shared('kubeletVersion') ?? '',
        osImage: info.shared('osImage') ?? '',
        architecture: info.shared('architecture') ?? '',
      },
    },
  };
}
