export { formatClock, formatDuration, formatMoment, formatRelative, formatSpan, formatUtc } from './format';
export type { TimeForm } from './format';
export { NowProvider, useFromNow } from './now-provider';
export { Duration, RelativeTime } from './relative-time';
export type { RelativeTimeProps } from './relative-time';
export { syncTicker } from './ticker';
