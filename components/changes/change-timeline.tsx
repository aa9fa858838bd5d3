import Link from 'next/link';
import type { ChangeSummary } from '@/lib/model';
import { RelativeTime } from '../time';
import { SectionHead } from '../ui/page-head';
import { Timeline } from '../ui/timeline';
import { ChangeGlyph } from './change-label';
import { CHANGE_STATE } from './change-state';
import { isDraft } from './change-words';

const SHOWN_MAX = 8;

export interface ChangeTimelineProps {
  /** The Changes of one service. */
  changes: readonly ChangeSummary[];
  service: string;
}

/** The Changes of a service, newest first. */
export function ChangeTimeline({ changes, service }: ChangeTimelineProps) {
  const requested = changes
    .filter((change) => !isDraft(change))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return (
    <section aria-labelledby="changes-head">
      <SectionHead
        id="changes-head"
        title="Changes"
        count={
          requested.length > SHOWN_MAX
            ? `the last ${SHOWN_MAX} of ${requested.length}`
            : String(requested.length)
        }
        first
        aside={<Link href={`/changes?q=${encodeURIComponent(service)}`}>All</Link>}
      />
      {requested.length === 0 ? (
        <p className="soft">
          No Changes yet. Scale or deploy {service}, and it is listed here with its outcome.
        </p>
      ) : (
        <Timeline
          entries={requested.slice(0, SHOWN_MAX).map((change) => ({
            key: change.id,
            glyph: <ChangeGlyph state={change.state} />,
            health: CHANGE_STATE[change.state].health,
            title: (
              <Link className="name" href={`/changes/${change.id}`} prefetch={false}>
                {change.title}
              </Link>
            ),
            sub: `${change.id} · ${change.target.cluster} · requested by ${change.askedBy.name}`,
            time: <RelativeTime at={change.createdAt} />,
          }))}
        />
      )}
    </section>
  );
}
