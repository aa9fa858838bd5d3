import { render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import {
  PathnameContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import type { ReactNode } from 'react';
import { LiveProvider } from '@/lib/client';
import { NowProvider } from '../time';

/** Rows are rendered without a window: everything that these tests render is visible. */
export const NOW = '2026-03-12T03:14:00Z';

export interface RenderedPage {
  readonly user: UserEvent;
  /** Path and query, as in the address bar. */
  readonly address: () => string;
  /** Where the page navigated to, in order. */
  readonly visited: readonly string[];
  /** Unmounts the page and renders it again from the address, as a reload or a copied link does. */
  readonly reload: () => void;
}

/** Renders a view as a page at an address: with Next's contexts, the query cache and the clock of the real frame. */
export function renderPage(view: ReactNode, address: string): RenderedPage {
  window.history.replaceState(null, '', address);
  const visited: string[] = [];
  let page = render(inFrame(view, visited));
  return {
    user: userEvent.setup({ delay: null }),
    address: () => window.location.pathname + window.location.search,
    visited,
    reload: () => {
      page.unmount();
      page = render(inFrame(view, visited));
    },
  };
}

function inFrame(view: ReactNode, visited: string[]): ReactNode {
  return (
    <AppRouterContext value={routerThatNotes(visited)}>
      <PathnameContext value={window.location.pathname}>
        <SearchParamsContext value={new URLSearchParams(window.location.search)}>
          <LiveProvider ages={{ epoch: 'e', at: NOW, clusters: {} }}>
            <NowProvider now={Date.parse(NOW)}>{view}</NowProvider>
          </LiveProvider>
        </SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>
  );
}

function routerThatNotes(visited: string[]): AppRouterInstance {
  const visit = (href: string): void => void visited.push(href);
  const nothing = (): void => undefined;
  return {
    bfcacheId: 'page',
    ...{ push: visit, replace: visit, prefetch: nothing },
    ...{ back: nothing, forward: nothing, refresh: nothing },
  };
}
