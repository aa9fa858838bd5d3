import { AppError, type CheckStatus, type Heard } from '@/lib/model';
import type { KeptCheck, KeptEvent, KeptInstance, Outcome } from './kept';
import { withChecks } from './status';
import { durationText } from './duration-text';
import { cutOutput } from './output';

export interface Report {
  /** Null: every check with a TTL. */
  readonly check: string | null;
  readonly status: CheckStatus;
  readonly output: string;
  /** Only of a probe: its result; null where none was sent. */
  readonly heard?: Heard | null;
}

/** A change of the output alone is written at most this often, as many heartbeats carry the time in their output. */
const OUTPUT_EVERY_MS = 30_000;

/** Whether a report changes the row at this time; if not it is only a heartbeat. */
export function reportChanges(check: KeptCheck, { status, output, heard }: Report, at: number): boolean {
  if (check.status !== status || check.lapsed !== null) return true;
  if (heard !== undefined && check.heard !== heard) return true;
  return (
    output !== '' &&
    cutOutput(output) !== check.output &&
    at - (check.reportedAt ?? check.since) >= OUTPUT_EVERY_MS
  );
}

/** The checks of an instance that a report is for. Throws AppError `not-found` where it has no such check. */
export function reportedChecks(held: KeptInstance, { check }: Pick<Report, 'check'>): readonly KeptCheck[] {
  if (check === null) return held.checks.filter(({ ttlMs }) => ttlMs !== null);
  const found = held.checks.find(({ id }) => id === check);
  if (found === undefined) {
    throw new AppError('not-found', `${held.id} of ${held.service} has no check ${check}.`);
  }
  return [found];
}

/** Applies a report to one or all checks of an instance. */
export function report(held: KeptInstance, said: Report, at: number): Outcome {
  const wanted = new Set(reportedChecks(held, said).filter((check) => reportChanges(check, said, at)));
  if (wanted.size === 0) return { next: held, events: [] };
  const { status, output, heard } = said;
  const next = withChecks(
    held,
    held.checks.map((check) =>
      wanted.has(check)
        ? {
            ...check,
            status,
            output: cutOutput(output),
            reportedAt: at,
            lapsed: null,
            heard: heard === undefined ? check.heard : heard,
          }
        : check,
    ),
    at,
  );
  return { next, events: statusEvents(held, next, output) };
}

/** Silent checks by their ids, with the last heartbeat of each as the sweeper knows it. */
export type Silent = ReadonlyMap<string, number>;

/** Makes checks of an instance critical whose last heartbeat is older than their TTL. */
export function lapse(held: KeptInstance, silent: Silent, at: number): Outcome {
  const events: KeptEvent[] = [];
  const checks = held.checks.map((check): KeptCheck => {
    const lastSeen = silent.get(check.id);
    if (lastSeen === undefined || check.ttlMs === null || check.status === 'critical') return check;
    const sentence = `No heartbeat for ${durationText(at - lastSeen)}; one was expected every ${durationText(check.ttlMs)}.`;
    events.push({
      service: held.service,
      instance: held.id,
      kind: 'lapsed',
      sentence: `${held.id} of ${held.service}: ${lowerFirst(sentence)}`,
    });
    const said = check.output === '' ? sentence : `${sentence} Its last output: ${check.output}`;
    return { ...check, status: 'critical', output: cutOutput(said), lapsed: { at, from: check.status } };
  });
  if (events.length === 0) return { next: held, events: [] };
  return { next: withChecks(held, checks, at), events };
}

function statusEvents(before: KeptInstance, after: KeptInstance, output: string): readonly KeptEvent[] {
  if (before.status === after.status) return [];
  const { service, id: instance, status } = after;
  const said = output.trim() === '' ? '.' : `: ${cutOutput(output.trim()).slice(0, 200)}`;
  return [{ service, instance, kind: status, sentence: `${instance} of ${service} is ${status}${said}` }];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
