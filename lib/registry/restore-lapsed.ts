import type { Beats } from './beats';
import type { KeptInstance } from './rules/kept';
import { ABSENT } from './rules/leave';
import { report } from './rules/report';
import type { Writer } from './writer';

/** Restores the status of checks that another process let lapse although this process has received a heartbeat since. */
export function restoreLapsed(
  held: KeptInstance,
  { beats, writer }: { readonly beats: Beats; readonly writer: Writer },
): void {
  for (const { id, slot, lapsed } of held.checks) {
    if (lapsed === null || slot === null || beats.seen(slot) <= lapsed.at) continue;
    const said = { check: id, status: lapsed.from, output: '' };
    // A failure is reported by the writer itself; the next heartbeat restores the status too.
    writer.submit(held, (now, at) => (now === null ? ABSENT : report(now, said, at))).catch(() => undefined);
  }
}
