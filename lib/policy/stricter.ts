import type { Policy } from '@/lib/model';

/** Of two policies the stricter in every demand: what it lets through, both let through. */
export function stricterOf(a: Policy, b: Policy): Policy {
  return {
    approvals: Math.max(a.approvals, b.approvals),
    minReplicas: Math.max(a.minReplicas, b.minReplicas),
    maxReplicas: Math.min(a.maxReplicas, b.maxReplicas),
  };
}
