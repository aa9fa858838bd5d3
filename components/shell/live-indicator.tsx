'use client';
import { useFromNow } from '../time/now-provider';
import { RelativeTime } from '../time/relative-time';
import type { ShellData } from './shell-data';

const OLD_AFTER_MS = 10_000;

const WORDS = {
  live: 'Live',
  stale: 'Stale',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  paused: 'Paused',
};
const SENTENCES: Record<keyof typeof WORDS, string> = {
  live: 'This page is live.',
  stale: 'This page has received nothing from Pilothouse for more than 10 seconds.',
  reconnecting: 'This page is connecting to Pilothouse again. What you see is the last known state.',
  offline: 'Pilothouse cannot be reached. What you see is the last known state.',
  paused: 'This page is paused.',
};

/**
 * Whether the page receives changes, and the time since the last message. A filled disc: connected. A hollow ring: not connected, or no
 * message for 10 s. A change is announced once to screen readers, the age never.
 */
export function LiveIndicator({ live }: { live: ShellData['live'] }) {
  const { state, lastAt } = live;
  const old = useFromNow(
    (now) => state === 'live' && lastAt !== null && now - lastAt > OLD_AFTER_MS,
    lastAt ?? 0,
  );
  const shown = old ? 'stale' : state;
  return (
    <span className="live" title={SENTENCES[shown]}>
      <span className="pulse" data-cut={shown === 'live' ? undefined : ''} />
      <span aria-hidden="true">{WORDS[shown]}</span>
      {lastAt === null ? null : <RelativeTime at={new Date(lastAt).toISOString()} />}
      <span className="vh" role="status">
        {SENTENCES[shown]}
      </span>
    </span>
  );
}
