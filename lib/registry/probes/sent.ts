import type { ProbeResult } from './ask';
import type { Sent } from './minutes';

/** What the history keeps of a probe; null: none was sent. */
export function sentOf(at: number, { status, heard, tookMs }: ProbeResult): Sent | null {
  if (heard === null) return null;
  return { at, tookMs, isFailure: status === 'critical', isAnswer: heard === 'answer' };
}
