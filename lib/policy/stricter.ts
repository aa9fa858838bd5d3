import type { Policy } from '@/lib/model';

/** The stricter of two policies in every demand: it allows only what both allow. */
export function stricterOf(a: Policy, b: Policy): Policy {
  return {
    approvals: Math.max(a.approvals, b.approvals),
    minReplicas: Math.max(a.minReplicas, b.minReplicas),
    maxReplicas: Math.min(a.maxReplicas, b.maxReplicas),
  };
}
