import { CHECK_STATUSES, type CheckStatus } from '@/lib/model';
import type { KeptCheck, KeptInstance } from './kept';

const RANK: Record<CheckStatus, number> = { passing: 0, warning: 1, critical: 2 };

/** The worst of the checks; `passing` where there is none. */
export function worstOf(checks: readonly Pick<KeptCheck, 'status'>[]): CheckStatus {
  const rank = Math.max(0, ...checks.map(({ status }) => RANK[status]));
  return CHECK_STATUSES[rank] ?? 'critical';
}

/** An instance with these checks; its status is the worst of them, and begins at `at` where it differs from before. */
export function withChecks(held: KeptInstance, checks: readonly KeptCheck[], at: number): KeptInstance {
  const status = worstOf(checks);
  return { ...held, checks, status, statusSince: status === held.status ? held.statusSince : at };
}
