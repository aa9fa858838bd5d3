import type { Health, RolloutState } from '@/lib/model';
import type { IconName } from '../ui/icon';

/** Each health's own shape: without its colour and its word it still reads. */
export const HEALTH_SHAPE: Record<Health, IconName> = {
  Healthy: 'ring-tick',
  Progressing: 'half-disc',
  Suspended: 'pause-square',
  Idle: 'moon',
  Degraded: 'octagon',
  Missing: 'corners',
  Unknown: 'diamond',
};

/** Which health's colour and shape a rollout's word wears. */
export const ROLLOUT_HEALTH: Record<RolloutState, Health> = {
  Complete: 'Healthy',
  Progressing: 'Progressing',
  Paused: 'Suspended',
  Stalled: 'Degraded',
  Failed: 'Degraded',
};

/** The value of `data-health`, which gives `--h` and `--h-soft` to all within. */
export function healthKey(health: Health): string {
  return health.toLowerCase();
}
