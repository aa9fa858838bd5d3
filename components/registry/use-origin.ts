'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** The origin of the current page; an example while it is rendered on the server. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => 'https://pilothouse.example',
  );
}
