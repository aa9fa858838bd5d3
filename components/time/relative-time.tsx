'use client';
import { formatRelative, formatUtc, type TimeForm } from './format';
import { useFromNow } from './now-provider';

export interface RelativeTimeProps {
  /** RFC 3339, UTC. */
  at: string;
  form?: TimeForm;
  /** The server's now in milliseconds; without it the NowProvider's. */
  now?: number;
  className?: string;
}

/** A time as its distance from now, which updates itself; the exact time is in `title` and `datetime`. */
export function RelativeTime({ at, form = 'bare', now, className }: RelativeTimeProps) {
  const ms = Date.parse(at);
  const words = useFromNow((current) => formatRelative(ms, current, form), now);
  return (
    <time dateTime={at} title={formatUtc(ms)} className={className}>
      {words}
    </time>
  );
}
