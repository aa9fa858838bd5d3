export { placementHealth } from './placement';
