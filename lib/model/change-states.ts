/**
 * The life of a Change.
 *
 * planned → (awaiting-approval → approved) → executing → verifying → succeeded | failed | rolled-back; it may also end
 * as rejected, cancelled, expired or void (the target changed since the plan). `planned` needs no approval and waits until its
 * requester executes it. `unknown`: it may have been written; the target has not been read back yet.
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

/** Final states. */
export const ENDED_STATES = [
  'succeeded',
  'failed',
  'rolled-back',
  'rejected',
  'cancelled',
  'expired',
  'void',
] as const satisfies readonly ChangeState[];
