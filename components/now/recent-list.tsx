'use client';
import Link from 'next/link';
import type { NowView } from '@/lib/model';
import { RelativeTime, useFromNow } from '../time';
import { SectionHead } from '../ui/page-head';
import { Log } from '../ui/timeline';

const HOUR_MS = 3_600_000;
const LAST_SHOWN = 3;

/** What changed in the last hour, newest first; the last changes where there were none. */
export function RecentList({ entries }: { entries: NowView['recent'] }) {
  const inHour = useFromNow((now) => entries.filter(({ at }) => now - Date.parse(at) < HOUR_MS).length);
  const quiet = inHour === 0;
  const shown = entries.slice(0, quiet ? LAST_SHOWN : inHour);
  return (
    <section id="changed" aria-labelledby="changed-head">
      <SectionHead id="changed-head" title="Changed in the last hour" count={String(inHour)} />
      {quiet ? (
        <p className="soft quiet">
          {shown.length === 0 ? 'Nothing changed in the last day.' : 'Nothing changed. Before that:'}
        </p>
      ) : null}
      {shown.length === 0 ? null : (
        <Log
          entries={shown.map(({ at, title, where, href }) => ({
            key: `${at} ${title} ${where}`,
            time: <RelativeTime at={at} />,
            title:
              href === null ? (
                title
              ) : (
                <Link className="name" href={href} prefetch={false}>
                  {title}
                </Link>
              ),
            sub: where,
          }))}
        />
      )}
    </section>
  );
}
