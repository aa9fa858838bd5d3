import type { Consequence, PolicyCheck } from '@/lib/model';

/** Consequences that need attention, then those for information, each in their own order. */
export function attentionFirst(consequences: readonly Consequence[]): Consequence[] {
  const weigh = consequences.filter(({ level }) => level === 'weigh');
  return [...weigh, ...consequences.filter(({ level }) => level === 'ok')];
}

/** "6, 2 need attention". */
export function attentionNote(consequences: readonly Consequence[]): string {
  const weigh = consequences.filter(({ level }) => level === 'weigh').length;
  if (weigh === 0) return String(consequences.length);
  return `${consequences.length}, ${weigh} ${weigh === 1 ? 'needs' : 'need'} attention`;
}

/** "4 of 5 met". */
export function metNote(checks: readonly PolicyCheck[]): string {
  return `${checks.filter(({ met }) => met).length} of ${checks.length} met`;
}

/** What the dialog says about the policy: who must approve, and what else is not met. */
export function policyInShort(checks: readonly PolicyCheck[]): PolicyCheck[] {
  return checks.filter(({ code, met }) => code === 'approvals' || !met);
}
