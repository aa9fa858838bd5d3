'use client';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import type { TabPart } from './tab-part';
import { SERVICE_TABS } from './tabs';

export interface ServiceTabsProps {
  part: TabPart;
  /** The control to choose another placement; it stays when the tab changes. */
  choice: ReactNode;
  /** The content beside a tab that is not wide. */
  aside: ReactNode;
}

/**
 * Tabs about one placement; `?tab=` names the open one. Arrows move between the tabs and Enter opens one: a tab may open a stream, so the
 * focus alone must not open it.
 */
export function ServiceTabs({ part, choice, aside }: ServiceTabsProps) {
  const [first] = SERVICE_TABS;
  const shown = SERVICE_TABS.find(({ id }) => id === part.url.get('tab')) ?? first;
  return (
    <Tabs.Root
      id="parts"
      className="service-tabs"
      value={shown.id}
      onValueChange={(id) => part.url.set('tab', id === first.id ? '' : id)}
      activationMode="manual"
    >
      <div className="service-tabs__bar">
        <Tabs.List className="tablist" aria-label={`${part.service.name} in ${part.label}`}>
          {SERVICE_TABS.map(({ id, label, count }) => (
            <Tabs.Trigger key={id} value={id}>
              {label}
              {count === undefined ? null : <span className="n">{count(part)}</span>}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {choice}
      </div>
      {SERVICE_TABS.map(({ id, wide, render }) => (
        <Tabs.Content key={id} value={id} className={wide === true ? undefined : 'split service'}>
          {id !== shown.id ? null : wide === true ? (
            render(part)
          ) : (
            <>
              <div>{render(part)}</div>
              <div>{aside}</div>
            </>
          )}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
