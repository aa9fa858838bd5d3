export { availability, WINDOW_SECONDS, type StatusStep } from './availability';
export { fallsLastHour, FLAPPING_FALLS } from './falls';
