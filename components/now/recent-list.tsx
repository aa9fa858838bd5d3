import Link from 'next/link';
import type { NowView } from '@/lib/model';
import { RelativeTime } from '../time';
import { SectionHead } from '../ui/page-head';

/** What changed in the last hour, newest first. */
export function RecentList({ entries }: { entries: NowView['recent'] }) {
  return (
    <section id="changed" aria-labelledby="changed-head">
      <SectionHead id="changed-head" title="Changed in the last hour" count={String(entries.length)} />
      {entries.length === 0 ? (
        <p className="soft">Nothing changed.</p>
      ) : (
        <ol className="panel log">
          {entries.map((entry) => (
            <li key={`${entry.at} ${entry.title}`}>
              <RelativeTime at={entry.at} />
              <div>
                {entry.href === null ? (
                  entry.title
                ) : (
                  <Link className="name" href={entry.href} prefetch={false}>
                    {entry.title}
                  </Link>
                )}
                <span className="sub">{entry.where}</span>
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
