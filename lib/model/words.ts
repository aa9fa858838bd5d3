import { REPORTED_BY } from './registered';
import { BLOCKER_CODES } from './rollout';

/**
 * Words of the public shapes, apart from the schemas that they stand in: a page reads these, and does without the library that checks
 * shapes (docs/decisions/0032).
 */

/** `routes`: an entry leads to a Service; `selects`: a Service to its workload; `calls`: a workload to a Service or to a host outside. */
export const EDGE_KINDS = ['routes', 'selects', 'calls', 'owns', 'runs on'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

/** Weakest first. Declared: the catalog says so; configured: an object names the address; observed: a metric saw it. */
export const EVIDENCE_SOURCES = ['declared', 'configured', 'observed'] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/** How far back availability is told. */
export const AVAILABILITY_WINDOWS = ['24h', '7d', '30d'] as const;
export type AvailabilityWindow = (typeof AVAILABILITY_WINDOWS)[number];

/**
 * What keeps a placement from being well: the causes that block a rollout, and those that have none. A code is what rules,
 * filters and notifications compare; its words are the advice's.
 *
 * - `no-endpoints`: pods run, and no Service that should reach them names one (a selector that matches nothing, no ready pod).
 * - `autoscaler-limit`: the autoscaler stands at its maximum and wants more.
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

/**
 * The life of a Change.
 *
 * planned → (awaiting-approval → approved) → executing → verifying → succeeded | failed | rolled-back; and aside: rejected,
 * cancelled, expired, void (the target moved since the plan). `planned` needs no approval and waits for its asker's hand.
 * `unknown`: written perhaps, until it was read back.
 */
export const CHANGE_STATES = [
  'planned',
  'awaiting-approval',
  'approved',
  'executing',
  'verifying',
  'succeeded',
  'failed',
  'rolled-back',
  'rejected',
  'cancelled',
  'expired',
  'void',
  'unknown',
] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** States that nothing moves any more. */
export const ENDED_STATES = [
  'succeeded',
  'failed',
  'rolled-back',
  'rejected',
  'cancelled',
  'expired',
  'void',
] as const satisfies readonly ChangeState[];

export const INSTANCE_SOURCES = ['kubernetes', ...REPORTED_BY] as const;
export type InstanceSource = (typeof INSTANCE_SOURCES)[number];

/**
 * Best first. `passing`, `warning` and `critical` are Consul's words (an endpoint that is ready passes); `draining`: taken out, and
 * serves what it has; `terminating`: its pod is leaving and takes nothing any more; `unchecked`: nobody asks it (an external name);
 * `unknown`: its cluster cannot be read.
 */
export const INSTANCE_STATUSES = [
  'passing',
  'warning',
  'critical',
  'draining',
  'terminating',
  'unchecked',
  'unknown',
] as const;
export type InstanceStatus = (typeof INSTANCE_STATUSES)[number];
