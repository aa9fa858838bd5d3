'use client';
import Link from 'next/link';
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Tab<T extends string> {
  value: T;
  label: string;
  count?: number;
  content: ReactNode;
}

export interface TabsProps<T extends string> {
  /** The accessible name of the list of tabs. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  tabs: readonly Tab<T>[];
}

/** Parts of one page of which one is seen. Only the chosen part is rendered. */
export function Tabs<T extends string>({ label, value, onChange, tabs }: TabsProps<T>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)}>
      <Radix.List className="tablist" aria-label={label}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.value} value={tab.value}>
            {tab.label}
            {tab.count === undefined ? null : <span className="n">{tab.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} tabIndex={-1}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

export interface TabLinksProps {
  label: string;
  /** `href` of the tab that is shown. */
  current: string;
  tabs: readonly { href: string; label: string; count?: number }[];
}

/** Tabs that are pages or queries of their own. */
export function TabLinks({ label, current, tabs }: TabLinksProps) {
  return (
    <nav className="tablist" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={tab.href === current ? 'page' : undefined}>
          {tab.label}
          {tab.count === undefined ? null : <span className="n">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
