import type { EnvironmentRule } from '@/lib/model';

/** Three environments in one cluster: `shop` needs no approval, `shop-prod` one by a lead of the team shop, `shop-guarded` two. */
export const ENVIRONMENTS: readonly EnvironmentRule[] = [
  rule('staging', 'shop', 0),
  rule('production', 'shop-prod', 1),
  rule('guarded', 'shop-guarded', 2),
];

function rule(name: string, namespace: string, approvals: number): EnvironmentRule {
  const policy = { approvals, minReplicas: 0, maxReplicas: 1000 };
  return { name, match: [{ namespace }], policy };
}

/** Shared with the process that is killed, which plans and writes with the same keys. */
export const SESSION_SECRET = 'the session secret of the tests of Changes';
