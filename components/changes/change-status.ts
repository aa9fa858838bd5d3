import { ENDED_STATUSES, type ChangeStatus } from '@/lib/model';
import type { IconName } from '../ui/icon';

export interface StatusLook {
  /** As a person reads it. */
  readonly word: string;
  readonly glyph: IconName;
  /** The value of `data-health` that colours it; `accent` for what waits for a hand. */
  readonly health: string;
}

/** How each status of a Change looks: shape, word and colour. */
export const CHANGE_STATUS: Record<ChangeStatus, StatusLook> = {
  Planned: { word: 'Planned', glyph: 'ring', health: 'idle' },
  WaitsForApproval: { word: 'Waits for approval', glyph: 'here', health: 'accent' },
  Approved: { word: 'Approved', glyph: 'ok', health: 'accent' },
  Executing: { word: 'Executing', glyph: 'half-disc', health: 'progressing' },
  Verifying: { word: 'Verifying', glyph: 'half-disc', health: 'progressing' },
  Succeeded: { word: 'Succeeded', glyph: 'ring-tick', health: 'healthy' },
  Failed: { word: 'Failed', glyph: 'octagon', health: 'degraded' },
  Rejected: { word: 'Rejected', glyph: 'close', health: 'missing' },
  Cancelled: { word: 'Cancelled', glyph: 'minus', health: 'idle' },
  Voided: { word: 'Voided', glyph: 'corners', health: 'missing' },
  Expired: { word: 'Expired', glyph: 'minus', health: 'idle' },
  Unknown: { word: 'Unknown', glyph: 'diamond', health: 'unknown' },
};

export function isEnded(status: ChangeStatus): boolean {
  return (ENDED_STATUSES as readonly ChangeStatus[]).includes(status);
}

/** Whether the write is under way or done: there is something to follow. */
export function isExecuted(status: ChangeStatus): boolean {
  switch (status) {
    case 'Executing':
    case 'Verifying':
    case 'Succeeded':
    case 'Failed':
    case 'Unknown':
      return true;
    case 'Planned':
    case 'WaitsForApproval':
    case 'Approved':
    case 'Rejected':
    case 'Cancelled':
    case 'Voided':
    case 'Expired':
      return false;
  }
}
