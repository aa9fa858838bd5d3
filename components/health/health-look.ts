import type { Health, RolloutState } from '@/lib/model';
import type { IconName } from '../ui/icon';

/** A shape of its own for each health, which can be read without colour and word. */
export const HEALTH_SHAPE: Record<Health, IconName> = {
  Healthy: 'ring-tick',
  Progressing: 'half-disc',
  Suspended: 'pause-square',
  Idle: 'moon',
  Degraded: 'octagon',
  Missing: 'corners',
  Unknown: 'diamond',
};

/** The health whose colour and shape each state of a rollout has. */
export const ROLLOUT_HEALTH: Record<RolloutState, Health> = {
  Complete: 'Healthy',
  Progressing: 'Progressing',
  Paused: 'Suspended',
  Stalled: 'Degraded',
  Failed: 'Degraded',
};

/** The value of `data-health`, which sets `--h` and `--h-soft` for everything within. */
export function healthKey(health: Health): string {
  return health.toLowerCase();
}
