import type { InstanceKey, KeptCheck, KeptInstance, ProbeDefinition } from '../rules/kept';
import type { Report } from '../rules/report';
import type { AddressRange } from './address';
import { checkKey } from './keys';
import type { Minutes } from './minutes';
import type { Subject } from './rota';
import { sentOf } from './sent';
import { findTarget, type Resolve } from './target';
import { statusAfter } from './thresholds';

export interface CheckSubjectsOptions {
  /** Instances that have a check which Pilothouse asks itself. */
  readonly probed: () => Iterable<KeptInstance>;
  readonly allow: readonly AddressRange[];
  readonly resolve: Resolve;
  readonly minutes: Minutes;
  readonly report: (key: InstanceKey, said: Report) => Promise<void> | undefined;
}

/** The checks of instances that report themselves, as they are asked: what is heard is their report. */
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
    words: () => JSON.stringify([address, probe]),
    rhythm: probe,
    find: () => findTarget(probe, held, { allow, resolve }),
    tell({ at, result, streak }) {
      const sent = sentOf(at, result);
      if (sent !== null) minutes.note(key, sent);
      // That it may not be asked is no verdict that has to last.
      const status = result.heard === null ? result.status : statusAfter(check.status, streak, probe);
      return report(
        { service, id },
        { check: check.id, status, output: result.sentence, heard: result.heard },
      );
    },
  };
}
