export { rolloutOf, type RolloutFacts } from './rollout';
