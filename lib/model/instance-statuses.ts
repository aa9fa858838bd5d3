import { REPORTED_BY } from './registered';

export const INSTANCE_SOURCES = ['kubernetes', ...REPORTED_BY] as const;
export type InstanceSource = (typeof INSTANCE_SOURCES)[number];

/**
 * Best first. `passing`, `warning` and `critical` are Consul's words (an endpoint that is ready passes); `draining`: not given to new callers, and
 * serves what it has; `terminating`: its pod is leaving and takes nothing any more; `unchecked`: nothing checks it (an external name);
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
