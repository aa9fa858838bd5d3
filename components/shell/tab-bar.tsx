'use client';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { Icon } from '../ui/icon';
import { LinkPending } from './link-pending';
import { isCurrent, NAV_ENTRIES } from './nav-entries';
import { withScope } from './scope-params';
import type { ShellData } from './shell-data';

/** The navigation on a phone; pages without a tab are behind More. */
export function TabBar({ data, onMore }: { data: ShellData; onMore: () => void }) {
  const pathname = usePathname();
  const params = useSearchParams();
  const behindMore = NAV_ENTRIES.some((entry) => !entry.tab && isCurrent(entry.href, pathname));
  return (
    <nav className="tabs" aria-label="Main, phone">
      {NAV_ENTRIES.filter((entry) => entry.tab).map((entry) => {
        const count = entry.loud && entry.count !== undefined ? (data.counts[entry.count] ?? 0) : 0;
        return (
          <Link
            key={entry.href}
            href={withScope(entry.href, params)}
            aria-current={isCurrent(entry.href, pathname) ? 'page' : undefined}
          >
            <Icon name={entry.icon} />
            {entry.label}
            {count > 0 ? <b>{count}</b> : null}
            <LinkPending />
          </Link>
        );
      })}
      <button
        type="button"
        onClick={onMore}
        aria-haspopup="dialog"
        aria-current={behindMore ? 'page' : undefined}
      >
        <Icon name="more" />
        More
      </button>
    </nav>
  );
}
