import { judgeProtection, type ProtectionState } from './rules/protection';
import type { Table } from './table';

const KEPT_MS = 1000;

/** Returns the state of protection at a time: judged again when the registry has changed, at the latest after a second. */
export function createProtection(table: Table, share: number): (now: number) => ProtectionState {
  let held: { readonly index: number; readonly at: number; readonly state: ProtectionState } | null = null;
  return (now) => {
    if (held === null || held.index !== table.index || now - held.at >= KEPT_MS) {
      held = { index: table.index, at: now, state: judgeProtection(table.awaited, { share }, now) };
    }
    return held.state;
  };
}
