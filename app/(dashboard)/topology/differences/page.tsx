import type { Metadata } from 'next';
import { DifferencesView } from '@/components/differences/differences-view';
import { requireActor } from '@/lib/auth';
import { sideText, type TopologyDifferences } from '@/lib/model';
import { mayRequestChange } from '@/lib/policy';
import { readDifferences, sideChoices, usualSides } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Differences' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DifferencesPage({ searchParams }: Props) {
  const actor = await requireActor();
  const reads = getRuntime().reads(actor);
  const { left, right, same } = await searchParams;
  const choices = sideChoices(reads);
  const usual = usualSides(choices)?.map(sideText) ?? [];
  const sides = [left ?? usual[0], right ?? usual[1]] as const;
  const known = new Set(choices.map(sideText));
  // The view requests unknown names itself, and shows why there is no answer.
  const isKnown = (side: unknown): side is string => typeof side === 'string' && known.has(side);
  const initial: TopologyDifferences | null =
    isKnown(sides[0]) && isKnown(sides[1]) && sides[0] !== sides[1]
      ? readDifferences(reads, { left: sides[0], right: sides[1], same: same === 'true' })
      : null;
  return (
    <DifferencesView
      choices={choices}
      usual={usual}
      initial={initial}
      mayRequest={mayRequestChange(actor).allowed}
    />
  );
}
