'use client';
import { useSearchParams } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import { Icon } from '../ui/icon';
import { Kbd } from '../ui/kbd';
import { Brand } from './brand';
import { LiveIndicator } from './live-indicator';
import { PersonMenu } from './person-menu';
import { ScopeBar } from './scope-bar';
import { withScope } from './scope-params';
import type { ShellData } from './shell-data';

export interface TopBarProps {
  data: ShellData;
  onSearch: () => void;
  onSignOut: () => void;
}

/** Scope, search, live indicator and person, always in this order. */
export function TopBar({ data, onSearch, onSignOut }: TopBarProps) {
  const params = useSearchParams();
  return (
    <header className="top">
      <Brand href={withScope('/', params)} phone />
      <ScopeBar data={data} />
      <button type="button" className="search desk" onClick={onSearch} aria-keyshortcuts="Meta+K Control+K">
        <Icon name="search" />
        Search services, pods, changes <SearchKey />
      </button>
      <LiveIndicator live={data.live} />
      <button type="button" className="icon-btn phone" aria-label="Search" onClick={onSearch}>
        <Icon name="search" />
      </button>
      <PersonMenu actor={data.actor} onSignOut={onSignOut} />
    </header>
  );
}

const never = () => () => undefined;

/** The shortcut with the name of the key on this machine. */
function SearchKey() {
  const mac = useSyncExternalStore(
    never,
    () => /mac|iphone|ipad/i.test(navigator.userAgent),
    () => true,
  );
  return <Kbd>{mac ? '⌘K' : 'Ctrl K'}</Kbd>;
}
