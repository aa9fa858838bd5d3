import { ENDED_STATES, type ChangeState } from '@/lib/model';
import type { IconName } from '../ui/icon';

export interface StateLook {
  /** The label. */
  readonly word: string;
  readonly glyph: IconName;
  /** The value of `data-health` for its colour; `accent` for what waits for a person. */
  readonly health: string;
}

/** How each state of a Change is shown: shape, word and colour. */
export const CHANGE_STATE: Record<ChangeState, StateLook> = {
  planned: { word: 'Planned', glyph: 'ring', health: 'idle' },
  'awaiting-approval': { word: 'Waits for approval', glyph: 'here', health: 'accent' },
  approved: { word: 'Approved', glyph: 'ok', health: 'accent' },
  executing: { word: 'Executing', glyph: 'half-disc', health: 'progressing' },
  verifying: { word: 'Verifying', glyph: 'half-disc', health: 'progressing' },
  succeeded: { word: 'Succeeded', glyph: 'ring-tick', health: 'healthy' },
  'rolled-back': { word: 'Rolled back', glyph: 'back', health: 'missing' },
  failed: { word: 'Failed', glyph: 'octagon', health: 'degraded' },
  rejected: { word: 'Rejected', glyph: 'close', health: 'missing' },
  cancelled: { word: 'Cancelled', glyph: 'minus', health: 'idle' },
  void: { word: 'Voided', glyph: 'corners', health: 'missing' },
  expired: { word: 'Expired', glyph: 'minus', health: 'idle' },
  unknown: { word: 'Unknown', glyph: 'diamond', health: 'unknown' },
};

export function isEnded(state: ChangeState): boolean {
  return (ENDED_STATES as readonly ChangeState[]).includes(state);
}

/** Whether the write has begun, so that there is progress to show. */
export function isExecuted(state: ChangeState): boolean {
  switch (state) {
    case 'executing':
    case 'verifying':
    case 'succeeded':
    case 'failed':
    case 'rolled-back':
    case 'unknown':
      return true;
    case 'planned':
    case 'awaiting-approval':
    case 'approved':
    case 'rejected':
    case 'cancelled':
    case 'void':
    case 'expired':
      return false;
  }
}
