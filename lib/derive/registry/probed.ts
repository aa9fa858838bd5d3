import {
  addressWords,
  type EndpointTarget,
  type InstanceStatus,
  type Probed,
  type RegistryProbe,
} from '@/lib/model';
import { receiptOf } from '../evidence';
import type { PlaceFacts, RegisteredFacts, ServiceProbe } from './facts';

/** A result counts for three intervals and this long: other processes receive the results of a minute when the minute is over. */
const OLD_MS = 120_000;

/** A probe of an instance in Kubernetes, and its current result. */
export interface JudgedProbe {
  readonly shown: RegistryProbe;
  readonly service: ServiceProbe['service'];
  /** Its current result; null: there is none yet, the probe is not allowed, or the last result is too old. */
  readonly says: Probed['status'];
  /** When the result becomes too old, by the registry's clock; null without a result. */
  readonly oldAt: number | null;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** The probes of a place's endpoints, by address. */
export function probesByAddress(
  { probes }: PlaceFacts,
  registryNow: number,
): ReadonlyMap<string, readonly JudgedProbe[]> {
  const found = new Map<string, JudgedProbe[]>();
  for (const { service, isReached, asked } of probes) {
    for (const { target, probed } of asked) {
      const { probe, address, cluster } = target;
      const oldAt = probed === null ? null : probed.askedAt + 3 * probe.intervalMs + probe.timeoutMs + OLD_MS;
      const isNews = isReached && oldAt !== null && oldAt > registryNow;
      const shown: RegistryProbe = {
        by: `Service ${target.service}`,
        asks: endpointAsks(target),
        intervalSeconds: probe.intervalMs / 1000,
        status: probed?.status ?? null,
        since: probed?.since == null ? null : iso(probed.since),
        sentence: isReached
          ? (probed?.sentence ?? 'Not probed yet.')
          : `Not probed: registry.probes.clusters does not name ${cluster}.`,
        heard: isReached ? (probed?.heard ?? null) : null,
        askedAt: probed === null ? null : iso(probed.askedAt),
        tookMs: probed?.heard === 'answer' ? probed.tookMs : null,
      };
      const judged: JudgedProbe = {
        shown: isReached ? shown : { ...shown, status: null, since: null },
        service,
        says: isNews ? (probed?.status ?? null) : null,
        oldAt: isNews && probed?.status != null ? oldAt : null,
      };
      found.set(address, [...(found.get(address) ?? []), judged]);
    }
  }
  return found;
}

/** `http 10.42.1.7:8080/healthz`: what a probe requests from an endpoint. */
export function endpointAsks({ address, port, probe: { kind, path } }: EndpointTarget): string {
  const within = kind === 'grpc' && path !== '' ? `/${path}` : path;
  return `${kind} ${addressWords(address, port)}${within}`;
}

interface InstanceState {
  readonly status: InstanceStatus;
  readonly message: string;
  readonly since: string | null;
}

/**
 * The state of an instance where Kubernetes and a probe disagree. An instance that is ready in Kubernetes and does not
 * answer is only a warning: callers may reach it where Pilothouse does not. An instance that is not ready is not given
 * to callers, whatever it answers.
 */
export function judgedByProbes(
  state: InstanceState,
  probes: readonly JudgedProbe[],
  what: string,
): InstanceState {
  const bad = probes.find(({ says }) => says === 'critical');
  if (state.status === 'passing' && bad !== undefined) {
    const { heard, sentence, since } = bad.shown;
    const how =
      heard === 'silence' ? `does not answer. ${sentence}` : `does not answer as it should: ${sentence}`;
    return { status: 'warning', message: `${what} is ready, but ${how}`, since };
  }
  const good = probes.find(({ says }) => says === 'passing');
  if (state.status === 'critical' && good !== undefined && bad === undefined) {
    const message = `${state.message} But it answers: ${good.shown.sentence}`;
    return { ...state, message };
  }
  return state;
}

/** The result of a probe as a receipt: the object is the Service that wants the probe. */
export function probeReceipt({ shown, service }: JudgedProbe, { cluster, observedAt }: PlaceFacts) {
  return receiptOf(
    service,
    { cluster, observedAt: shown.askedAt ?? observedAt, now: new Date(0) },
    { rule: 'registry.probe', field: shown.asks, value: shown.sentence },
  );
}

/** The checks of an instance that Pilothouse carries out itself. */
export function checkProbes({ instance, asked }: RegisteredFacts): RegistryProbe[] {
  return instance.checks.flatMap(({ id, name, status, output, heard, probe }) => {
    if (probe === null) return [];
    const last = asked.get(id) ?? null;
    return [
      {
        by: name,
        asks: `${probe.kind} ${probe.target}`,
        intervalSeconds: probe.intervalMs / 1000,
        status: heard === null ? null : status,
        since: heard !== null && status === instance.status ? iso(instance.statusSince) : null,
        sentence: output === '' ? 'Not probed yet.' : output,
        heard,
        askedAt: last === null ? null : iso(last.at),
        tookMs: last !== null && heard === 'answer' ? last.tookMs : null,
      },
    ];
  });
}
