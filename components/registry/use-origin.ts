'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** The address at which this page was asked for; a plain example while it is drawn on the server. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => 'https://pilothouse.example',
  );
}
