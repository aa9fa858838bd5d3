import Link from 'next/link';
import type { ChangeSummary } from '@/lib/model';
import { RelativeTime } from '../time';
import { Tally } from '../ui/badge';
import { SectionHead } from '../ui/page-head';

/** Changes that wait for the approval of a lead. */
export function WaitingList({
  changes,
  first = false,
}: {
  changes: readonly ChangeSummary[];
  first?: boolean;
}) {
  return (
    <section id="waits" aria-labelledby="waits-head">
      <SectionHead id="waits-head" title="Waits for approval" count={String(changes.length)} first={first} />
      {changes.length === 0 ? (
        <p className="soft">Nothing waits.</p>
      ) : (
        <ol className="panel waits">
          {changes.map((change) => (
            <li key={change.id}>
              <div>
                <Link className="name" href={`/changes/${change.id}`}>
                  {change.title}
                </Link>
                <span className="sub">
                  {change.id} · {change.target.cluster} · <RelativeTime at={change.createdAt} form="ago" />
                </span>
              </div>
              <span className="age">
                <Tally given={change.approvalsGiven} needed={change.approvalsNeeded} />
                {'\u2002'}
                {change.approvalsGiven} of {change.approvalsNeeded}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
