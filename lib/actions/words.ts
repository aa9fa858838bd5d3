import type { ChangeIntent } from '@/lib/db/change-record';
import { versionOf } from '@/lib/derive/image';
import { count } from '@/lib/derive/words';

/** The deed and the object: `Scale cart 2 → 4`, `Deploy ledger 1.28.0`. */
export function titleOf(intent: ChangeIntent, before: string): string {
  return intent.action === 'scale'
    ? `Scale ${intent.target.name} ${before} → ${intent.params.replicas}`
    : `Deploy ${intent.target.name} ${versionOf(intent.params.image)}`;
}

/** What a Change waits for, before it is executed. */
export function waitingSentence(approvalsLeft: number, owner: string | null): string {
  if (approvalsLeft === 0) return 'It is planned and waits to be executed.';
  const who = owner === null ? 'an administrator' : `a lead of ${owner}`;
  return approvalsLeft === 1
    ? `It waits for an approval by ${who}.`
    : `It waits for ${count(approvalsLeft, 'approval')}, each by ${who}.`;
}
