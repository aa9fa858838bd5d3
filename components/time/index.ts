export { formatClock, formatDuration, formatMoment, formatUtc } from './format';
export { useFromNow } from './now-provider';
export { RelativeTime } from './relative-time';
