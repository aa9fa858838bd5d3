import type { CauseCode } from '@/lib/model';

/** The name of a cause in a facet. The advice holds its sentence. */
export const CAUSE_WORDS: Record<CauseCode, string> = {
  'image-pull': 'Image pull',
  'crash-loop': 'Crash loop',
  'out-of-memory': 'Out of memory',
  'config-missing': 'Configuration missing',
  unschedulable: 'Unschedulable',
  readiness: 'Not ready',
  quota: 'Quota',
  'create-failed': 'Creation refused',
  other: 'Other',
  liveness: 'Liveness',
  'node-lost': 'Node lost',
  'no-endpoints': 'No endpoints',
  'autoscaler-limit': 'Autoscaler at its limit',
  'disruption-budget': 'Disruption budget',
  deadline: 'Deadline passed',
  'job-failed': 'Job failed',
  gone: 'Gone',
  unread: 'Not read',
};
