'use client';
import { useEffect, useState, type ReactNode } from 'react';
import { NowProvider } from '../time/now-provider';
import { MoreSheet } from './more-sheet';
import { Nav } from './nav';
import type { ShellData } from './shell-data';
import { TabBar } from './tab-bar';
import { TopBar } from './top-bar';

export interface ShellProps {
  data: ShellData;
  /** The server's now in milliseconds, as it rendered this page. */
  now: number;
  onSignOut: () => void;
  /** Renders the CommandPalette; the shell opens it by its button and by ⌘K. */
  renderPalette: (palette: { open: boolean; onOpenChange: (open: boolean) => void }) => ReactNode;
  children: ReactNode;
}

/**
 * The frame of every page: navigation, top bar, `main`, the tab bar of a phone. Provides the clock for everything within. Reads the scope
 * and the page from the URL and everything else from `data`.
 */
export function Shell({ data, now, onSignOut, renderPalette, children }: ShellProps) {
  const [searching, setSearching] = useState(false);
  const [more, setMore] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      setSearching((open) => !open);
    }
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
  return (
    <NowProvider now={now}>
      <a className="skip btn" href="#main">
        Skip to content
      </a>
      <div className="shell">
        <Nav data={data} />
        <TopBar data={data} onSearch={() => setSearching(true)} onSignOut={onSignOut} />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <TabBar data={data} onMore={() => setMore(true)} />
      </div>
      <MoreSheet data={data} open={more} onOpenChange={setMore} onSignOut={onSignOut} />
      {renderPalette({ open: searching, onOpenChange: setSearching })}
    </NowProvider>
  );
}
