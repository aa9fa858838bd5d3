import type { EnvironmentRule } from '@/lib/model';

/** Two environments in one cluster: `shop` runs at once, `shop-prod` waits for one lead of the team shop. */
export const ENVIRONMENTS: readonly EnvironmentRule[] = [
  rule('staging', 'shop', 0),
  rule('production', 'shop-prod', 1),
  rule('guarded', 'shop-guarded', 2),
];

function rule(name: string, namespace: string, approvals: number): EnvironmentRule {
  const policy = { approvals, minReplicas: 0, maxReplicas: 1000 };
  return { name, match: [{ namespace }], policy };
}

/** Shared with the process that is killed: it plans and writes with the same keys. */
export const SESSION_SECRET = 'the session secret of the tests of Changes';
