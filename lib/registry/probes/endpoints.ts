import type { EndpointTarget, Probed } from '@/lib/model';
import type { AddressRange } from './address';
import { guardAddress } from './guard';
import { endpointKey } from './keys';
import type { Minutes } from './minutes';
import type { ProbeOutcome, Subject } from './schedule';
import { sentOf } from './sent';
import type { FoundTarget } from './target';
import { statusAfter } from './thresholds';

/** Endpoints of one Kubernetes Service, and whether its cluster can be read now. */
export interface EndpointTargets {
  readonly targets: readonly EndpointTarget[];
  readonly isRead: boolean;
}

export interface EndpointSubjectsOptions {
  readonly targets: () => Iterable<EndpointTargets>;
  readonly allow: readonly AddressRange[];
  /** Whether an administrator said that the pods of a cluster can be reached from here. */
  readonly reaches: (cluster: string) => boolean;
  readonly minutes: Minutes;
  /** The last verdict; null: not probed yet. */
  readonly probedOf: (target: EndpointTarget) => Probed | null;
  readonly onProbed: (target: EndpointTarget, probed: Probed) => void;
}

/** The endpoints of Kubernetes Services that may be probed now. */
export function* endpointSubjects(options: EndpointSubjectsOptions): Iterable<Subject> {
  for (const { targets, isRead } of options.targets()) {
    const [first] = targets;
    if (!isRead || first === undefined || !options.reaches(first.cluster)) continue;
    for (const target of targets) yield subjectOf(target, options);
  }
}

function subjectOf(target: EndpointTarget, options: EndpointSubjectsOptions): Subject {
  const { allow, minutes, probedOf, onProbed } = options;
  const { probe } = target;
  const key = endpointKey(target);
  const timing = { ...probe, successes: probe.healthy, failures: probe.unhealthy };
  return {
    key,
    source: target,
    definition: () => JSON.stringify(probe),
    timing,
    find: () => Promise.resolve(endpointTarget(target, allow)),
    onOutcome({ at, result, streak }: ProbeOutcome) {
      const sent = sentOf(at, result);
      if (sent !== null) minutes.note(key, sent);
      const before = probedOf(target);
      // A probe that is not allowed says nothing about the endpoint.
      const status = sent === null ? null : statusAfter(before?.status ?? null, streak, timing);
      const since = status === null ? null : status === before?.status ? before.since : at;
      const { sentence, tookMs } = result;
      onProbed(target, { status, since, sentence, heard: result.heard, askedAt: at, tookMs });
      return undefined;
    },
  };
}

/** Where a probe of an endpoint goes: to the address of its EndpointSlice. A host name is refused: nothing is resolved. */
export function endpointTarget(
  { address, port, probe }: EndpointTarget,
  allow: readonly AddressRange[],
): FoundTarget {
  const guarded = guardAddress(address, allow);
  if (!guarded.ok) return guarded;
  const host = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  return {
    ok: true,
    target: { kind: probe.kind, address: guarded.address, port, host, tls: false, path: probe.path },
  };
}
