import type { Condition, Node } from '@/lib/model';
import { conditionOf } from '../conditions';
import { quoted } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

const TROUBLES: Readonly<Record<string, string>> = {
  MemoryPressure: 'is short of memory',
  DiskPressure: 'is short of disk space',
  PIDPressure: 'is short of process ids',
  NetworkUnavailable: 'has no working network',
};

/** Our own verdict on a Node, for which Argo CD has none (docs/decisions/0012). */
export function nodeHealth(node: Node): HealthFinding {
  const name = nameOf(node);
  const { conditions } = node.status;
  const ready = conditionOf(conditions, 'Ready');
  if (ready === undefined) {
    return {
      status: 'Progressing',
      rule: 'node.not-reported',
      field: 'status.conditions[Ready]',
      value: 'absent',
      says: `${name} has not reported yet`,
    };
  }
  if (ready.status !== 'True') return notReady(name, ready);
  for (const [type, what] of Object.entries(TROUBLES)) {
    const trouble = conditionOf(conditions, type);
    if (trouble?.status !== 'True') continue;
    return {
      status: 'Degraded',
      rule: 'node.pressure',
      field: `status.conditions[${type}].status`,
      value: trouble.status,
      says: `${name} ${what}`,
      since: trouble.lastTransitionTime,
    };
  }
  if (node.spec.unschedulable) {
    return {
      status: 'Suspended',
      rule: 'node.cordoned',
      field: 'spec.unschedulable',
      value: true,
      says: `${name} is ready and takes no new pods: it is cordoned`,
    };
  }
  return {
    status: 'Healthy',
    rule: 'node.ready',
    field: 'status.conditions[Ready].status',
    value: ready.status,
    says: `${name} is ready`,
    since: ready.lastTransitionTime,
  };
}

/** The control plane sets Ready to Unknown when the kubelet is silent: then the node is lost. */
function notReady(name: string, ready: Condition): HealthFinding {
  const common = {
    status: 'Degraded',
    field: 'status.conditions[Ready].status',
    value: ready.status,
    since: ready.lastTransitionTime,
  } as const;
  if (ready.status === 'Unknown')
    return { ...common, rule: 'node.lost', says: `${name} is lost: its kubelet no longer reports` };
  const why = ready.message ?? ready.reason ?? '';
  return {
    ...common,
    rule: 'node.not-ready',
    says: `${name} is not ready${why === '' ? '' : `: ${quoted(why)}`}`,
  };
}
