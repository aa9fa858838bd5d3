'use client';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { Icon } from '../ui/icon';
import { Brand } from './brand';
import { Gauges } from './gauges';
import { LinkPending } from './link-pending';
import { isCurrent, NAV_ENTRIES } from './nav-entries';
import { withScope } from './scope-params';
import type { ShellData } from './shell-data';

/** The navigation on a desk: entries with their counts, and the age of each cluster's data at the foot. */
export function Nav({ data }: { data: ShellData }) {
  const pathname = usePathname();
  const params = useSearchParams();
  return (
    <nav className="nav" aria-label="Main">
      <Brand href={withScope('/', params)} />
      <ul className="nav__list">
        {NAV_ENTRIES.map((entry) => {
          const count = entry.count === undefined ? 0 : (data.counts[entry.count] ?? 0);
          return (
            <li key={entry.href}>
              <Link
                href={withScope(entry.href, params)}
                aria-current={isCurrent(entry.href, pathname) ? 'page' : undefined}
              >
                <Icon name={entry.icon} />
                {entry.label}
                {count > 0 ? <b data-loud={entry.loud || undefined}>{count}</b> : null}
                <LinkPending />
              </Link>
            </li>
          );
        })}
      </ul>
      <Gauges clusters={data.clusters} />
    </nav>
  );
}
