import type { Edit } from '@/lib/derive/edits';
import { FIELD_MANAGER, type Problem } from '@/lib/model';

const HOUR_MS = 3600 * 1000;

/**
 * The last write outside Pilothouse within the hour before a problem began, or within the last hour where its beginning is not known. None
 * where our own Change came later. Whether it is the cause is for a person to judge.
 */
export function editOutside(
  edits: readonly Edit[],
  problem: { readonly since: string | null; readonly now: Date; readonly behind: Problem['behind'] },
): Problem['outside'] {
  const began = problem.since === null ? problem.now.getTime() : Date.parse(problem.since);
  const ours = problem.behind === null ? -Infinity : Date.parse(problem.behind.at);
  const edit = edits.find(({ at, manager }) => {
    const ms = Date.parse(at);
    return manager !== FIELD_MANAGER && ms <= began && ms >= began - HOUR_MS && ms > ours;
  });
  return edit === undefined ? null : { object: edit.object, manager: edit.manager, at: edit.at };
}

/** Until when an edit is shown beside a problem; Infinity where none is, or where the beginning of the problem is known. Milliseconds since 1970. */
export function outsideUntil(outside: Problem['outside'], since: string | null): number {
  return outside === null || since !== null ? Infinity : Date.parse(outside.at) + HOUR_MS + 1;
}
