export { rolloutOf } from './rollout';
