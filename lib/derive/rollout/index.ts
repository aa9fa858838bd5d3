export { rolloutOf } from './rollout';
export { workloadRevisions } from './revisions';
