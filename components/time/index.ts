export { formatClock, formatDuration, formatMoment, formatSpan, formatUtc } from './format';
export { NowProvider, useFromNow } from './now-provider';
export { RelativeTime } from './relative-time';
