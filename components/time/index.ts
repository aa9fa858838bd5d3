export { formatClock, formatDuration, formatMoment, formatUtc } from './format';
export { useFromNow } from './now-provider';
export { Duration, RelativeTime } from './relative-time';
export { syncTicker } from './ticker';
