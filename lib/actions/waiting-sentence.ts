import { count } from '@/lib/derive/sentences';

/** A sentence about what a Change waits for before its execution. */
export function waitingSentence(approvalsLeft: number, owner: string | null): string {
  if (approvalsLeft === 0) return 'It is planned and waits to be executed.';
  const who = owner === null ? 'an administrator' : `a lead of ${owner}`;
  return approvalsLeft === 1
    ? `It waits for an approval by ${who}.`
    : `It waits for ${count(approvalsLeft, 'approval')}, each by ${who}.`;
}
