'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { Segmented } from '../ui/segmented';
import { Gauges } from './gauges';
import { NAV_ENTRIES } from './nav-entries';
import { THEMES } from './person-menu';
import { ScopeSelect } from './scope-bar';
import { withScope } from './scope-params';
import type { ShellData } from './shell-data';
import { useTheme } from './use-theme';

export interface MoreSheetProps {
  data: ShellData;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSignOut: () => void;
}

/** On a phone: the pages without a tab, the cluster of the scope, the ages, the theme and sign-out. */
export function MoreSheet({ data, open, onOpenChange, onSignOut }: MoreSheetProps) {
  const params = useSearchParams();
  const [theme, setTheme] = useTheme();
  const clusters = data.clusters.length === 1 ? '1 cluster' : `${data.clusters.length} clusters`;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={data.actor.name} description={data.actor.subtitle}>
      <ul className="more">
        {NAV_ENTRIES.filter((entry) => !entry.tab).map((entry) => (
          <li key={entry.href}>
            <Link href={withScope(entry.href, params)} onClick={() => onOpenChange(false)}>
              <Icon name={entry.icon} />
              {entry.label}
            </Link>
          </li>
        ))}
      </ul>
      <div className="more__group">
        <ScopeSelect
          param="cluster"
          label="Cluster"
          all={clusters}
          className="btn more__scope"
          options={data.clusters.map(({ name }) => ({ value: name, label: name }))}
        />
        <Gauges clusters={data.clusters} />
      </div>
      <div className="more__group">
        <Segmented label="Theme" value={theme} onChange={setTheme} options={THEMES} />
      </div>
      <div className="more more__group">
        <button type="button" onClick={onSignOut}>
          <Icon name="log-out" />
          Sign out
        </button>
      </div>
    </Dialog>
  );
}
