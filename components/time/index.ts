export { formatDuration, formatMoment } from './format';
export { useFromNow } from './now-provider';
export { RelativeTime } from './relative-time';
