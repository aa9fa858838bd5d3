'use client';
import { createContext, useContext, useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import { subscribeTicker, syncTicker, tickerNow } from './ticker';

const NowContext = createContext<number | null>(null);

/** Provides the server's `now` (milliseconds) to every time within: the same on the server and at hydration. Used once, in the layout. */
export function NowProvider({ now, children }: { now: number; children: ReactNode }) {
  useLayoutEffect(() => {
    syncTicker(now);
  }, [now]);
  return <NowContext value={now}>{children}</NowContext>;
}

/** Derives a value from the running time; renders again only when the value changes. `first` is for the server. */
export function useFromNow<T extends string | number | boolean>(pick: (now: number) => T, first?: number): T {
  const given = useContext(NowContext);
  const start = first ?? given;
  return useSyncExternalStore(
    subscribeTicker,
    () => pick(tickerNow()),
    () => pick(start ?? tickerNow()),
  );
}
