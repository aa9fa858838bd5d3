import type { InstanceKey, KeptCheck, KeptInstance, ProbeDefinition } from '../rules/kept';
import type { Report } from '../rules/report';
import type { AddressRange } from './address';
import { checkKey } from './keys';
import type { Minutes } from './minutes';
import type { Subject } from './schedule';
import { sentOf } from './sent';
import { findTarget, type Resolve } from './target';
import { statusAfter } from './thresholds';

export interface CheckSubjectsOptions {
  /** Instances with a check that Pilothouse probes itself. */
  readonly probed: () => Iterable<KeptInstance>;
  readonly allow: readonly AddressRange[];
  readonly resolve: Resolve;
  readonly minutes: Minutes;
  readonly report: (key: InstanceKey, report: Report) => Promise<void> | undefined;
}

/** The checks of registered instances that Pilothouse probes: the outcome of a probe is the report of its check. */
export function* checkSubjects(options: CheckSubjectsOptions): Iterable<Subject> {
  for (const held of options.probed()) {
    for (const check of held.checks) {
      if (check.probe !== null) yield subjectOf(held, { ...check, probe: check.probe }, options);
    }
  }
}

function subjectOf(
  held: KeptInstance,
  check: KeptCheck & { readonly probe: ProbeDefinition },
  { allow, resolve, minutes, report }: CheckSubjectsOptions,
): Subject {
  const { service, id, address } = held;
  const { probe } = check;
  const key = checkKey({ service, id, check: check.id });
  return {
    key,
    source: held,
    definition: () => JSON.stringify([address, probe]),
    timing: probe,
    find: () => findTarget(probe, held, { allow, resolve }),
    onOutcome({ at, result, streak }) {
      const sent = sentOf(at, result);
      if (sent !== null) minutes.note(key, sent);
      // A probe that is not allowed changes the status immediately: thresholds apply only to results.
      const status = result.heard === null ? result.status : statusAfter(check.status, streak, probe);
      return report(
        { service, id },
        { check: check.id, status, output: result.sentence, heard: result.heard },
      );
    },
  };
}
