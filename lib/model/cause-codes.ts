import { BLOCKER_CODES } from './rollout';

/**
 * What keeps a placement from being healthy: the codes that block a rollout, and further ones. Rules, filters and notifications
 * compare codes; the sentence for people is in the advice.
 *
 * - `no-endpoints`: pods run, and no Service that should reach them names one (a selector that matches nothing, no ready pod).
 * - `autoscaler-limit`: the autoscaler is at its maximum and wants more.
 * - `disruption-budget`: a budget allows no pod to leave, so a drain or an eviction waits.
 * - `deadline`: a rollout's deadline passed with no other cause in sight; `job-failed`; `gone`: declared and not there.
 * - `unread`: the picture is stale, forbidden or was never read.
 */
export const CAUSE_CODES = [
  ...BLOCKER_CODES,
  'no-endpoints',
  'autoscaler-limit',
  'disruption-budget',
  'deadline',
  'job-failed',
  'gone',
  'unread',
] as const;
export type CauseCode = (typeof CAUSE_CODES)[number];
