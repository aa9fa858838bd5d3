'use client';
import Link from 'next/link';
import type { NowView } from '@/lib/model';
import { RolloutItem } from '../rollouts/rollout-item';
import { SectionHead } from '../ui/page-head';

/** What is rolling out, those with problems first; what does not fit is counted. */
export function RollingList({ view: { rolling, totals } }: { view: Pick<NowView, 'rolling' | 'totals'> }) {
  const hidden = totals.rolling - rolling.length;
  return (
    <section id="rolling" aria-labelledby="rolling-head">
      <SectionHead
        id="rolling-head"
        title="Rolling out"
        count={String(totals.rolling)}
        aside={<Link href="/rollouts">All rollouts</Link>}
      />
      {rolling.length === 0 ? (
        <p className="soft">Nothing is rolling out.</p>
      ) : (
        <ol className="panel rollouts">
          {rolling.map((row) => (
            <RolloutItem key={row.id} row={row} />
          ))}
        </ol>
      )}
      {hidden > 0 ? (
        <p className="table-foot">
          {hidden} more. <Link href="/rollouts">Show all</Link>
        </p>
      ) : null}
    </section>
  );
}
