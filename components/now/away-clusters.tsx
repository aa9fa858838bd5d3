'use client';
import Link from 'next/link';
import { useLiveStatus } from '@/lib/client';
import type { ClusterAge, ReachState } from '@/lib/model';
import { HealthGlyph } from '../health';
import { RelativeTime } from '../time';

const SENTENCES: Record<Exclude<ReachState, 'live'>, string> = {
  connecting: 'Pilothouse is connecting to it.',
  stale: 'It does not answer; its last known state is shown.',
  unreachable: 'It does not answer. What runs there is not known.',
  unauthorized: 'It refuses the credentials of Pilothouse. What runs there is not known.',
  invalid: 'Its context of the kubeconfig cannot be used. What runs there is not known.',
};

/** Clusters that cannot be read now, except those that other lines already name. */
export function useAwayClusters(
  spokenOf: readonly string[] = [],
): readonly (readonly [string, ClusterAge])[] {
  const { ages } = useLiveStatus();
  return Object.entries(ages)
    .filter(([name, { state }]) => state !== 'live' && !spokenOf.includes(name))
    .sort(([a], [b]) => a.localeCompare(b));
}

/** A row in a list of problems: a cluster that is away, and since when. */
export function AwayCluster({ name, age: { state, observedAt } }: { name: string; age: ClusterAge }) {
  if (state === 'live') return null;
  return (
    <li className="problem stale" data-health="unknown">
      <HealthGlyph health="Unknown" />
      <h3>{name}</h3>
      <p>{SENTENCES[state]}</p>
      <p className="behind">
        {observedAt === null ? (
          'Never seen.'
        ) : (
          <>
            Last seen <RelativeTime at={observedAt} form="ago" />.
          </>
        )}
      </p>
      <div className="side">
        <span />
        <Link href={`/clusters/${encodeURIComponent(name)}`} prefetch={false}>
          Open {name}
        </Link>
      </div>
    </li>
  );
}
