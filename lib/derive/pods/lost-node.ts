import type { Node, Pod } from '@/lib/model';
import { conditionOf } from '../conditions';
import { millis, plusSeconds } from '../times';
import { notReadySince, type Opinion } from './trouble';

/** A kubelet that reports itself as not ready is often still setting up its node. */
const NOT_READY_SECONDS = 60;

/**
 * A pod whose node no longer answers. The node controller sets Ready to `Unknown` when the kubelet is silent: then the
 * pod's own status is too old to count. The kubelet itself sets it to `False`: that counts after a minute, and only for
 * a pod that is not ready.
 */
export function lostNode(pod: Pod, node: Node | undefined, now: Date): Opinion | null {
  const ready = node === undefined ? undefined : conditionOf(node.status.conditions, 'Ready');
  if (node === undefined || ready === undefined || ready.status === 'True') return null;
  const since = ready.lastTransitionTime ?? null;
  if (ready.status === 'False') {
    if (conditionOf(pod.status.conditions, 'Ready')?.status === 'True' || since === null) return null;
    const until = plusSeconds(since, NOT_READY_SECONDS);
    if (millis(until) > now.getTime()) return { trouble: null, validUntil: until };
  }
  return {
    trouble: {
      code: 'node-lost',
      rule: 'pod.node-lost',
      object: node,
      field: 'status.conditions[Ready].status',
      value: ready.status,
      container: null,
      image: null,
      detail: ready.message ?? ready.reason ?? `its node is ${ready.status}`,
      since: since ?? notReadySince(pod),
    },
  };
}
