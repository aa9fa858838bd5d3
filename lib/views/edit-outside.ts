import type { Edit } from '@/lib/derive/edits';
import { FIELD_MANAGER, type Problem } from '@/lib/model';

const HOUR_MS = 3600 * 1000;

/**
 * The last write outside Pilothouse that came before a trouble, within the hour; of a trouble whose beginning nothing tells, within the last
 * hour. None where our own Change is the later one. It came before; that it is the cause is for a person to judge.
 */
export function editOutside(
  edits: readonly Edit[],
  trouble: { readonly since: string | null; readonly now: Date; readonly behind: Problem['behind'] },
): Problem['outside'] {
  const began = trouble.since === null ? trouble.now.getTime() : Date.parse(trouble.since);
  const ours = trouble.behind === null ? -Infinity : Date.parse(trouble.behind.at);
  const edit = edits.find(({ at, manager }) => {
    const ms = Date.parse(at);
    return manager !== FIELD_MANAGER && ms <= began && ms >= began - HOUR_MS && ms > ours;
  });
  return edit === undefined ? null : { object: edit.object, manager: edit.manager, at: edit.at };
}

/** Until when an edit is told of; Infinity where none is, or where its trouble's beginning is known. Milliseconds since 1970. */
export function outsideUntil(outside: Problem['outside'], since: string | null): number {
  return outside === null || since !== null ? Infinity : Date.parse(outside.at) + HOUR_MS + 1;
}
