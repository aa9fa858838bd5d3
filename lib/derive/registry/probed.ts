import {
  addressWords,
  type EndpointTarget,
  type InstanceStatus,
  type Probed,
  type RegistryProbe,
} from '@/lib/model';
import { receiptOf } from '../evidence';
import type { PlaceFacts, RegisteredFacts, ServiceProbe } from './facts';

/** What was heard so long ago, beside three intervals, is no news any more: minutes go to the other processes when they are over. */
const OLD_MS = 120_000;

/** A probe of an instance of Kubernetes, and what it says of the instance. */
export interface JudgedProbe {
  readonly shown: RegistryProbe;
  readonly service: ServiceProbe['service'];
  /** What it says now; null: nothing, for it was not judged yet, nobody may ask, or it is long ago. */
  readonly says: Probed['status'];
  /** When what it says is too old, by the registry's clock; null: it says nothing. */
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
          ? (probed?.sentence ?? 'Not asked yet.')
          : `Not asked: registry.probes.clusters does not name ${cluster}.`,
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

/** `http 10.42.1.7:8080/healthz`: what is asked of an endpoint. */
export function endpointAsks({ address, port, probe: { kind, path } }: EndpointTarget): string {
  const within = kind === 'grpc' && path !== '' ? `/${path}` : path;
  return `${kind} ${addressWords(address, port)}${within}`;
}

interface Stands {
  readonly status: InstanceStatus;
  readonly message: string;
  readonly since: string | null;
}

/**
 * How an instance stands where Kubernetes and a probe part. What Kubernetes calls ready and does not answer is a warning, no more: callers
 * may reach it where Pilothouse does not. What is not ready is given to no caller, whatever it answers.
 */
export function judgedByProbes(stands: Stands, probes: readonly JudgedProbe[], what: string): Stands {
  const bad = probes.find(({ says }) => says === 'critical');
  if (stands.status === 'passing' && bad !== undefined) {
    const { heard, sentence, since } = bad.shown;
    const how = heard === 'silence' ? 'does not answer' : 'does not answer as it should';
    return { status: 'warning', message: `${what} is ready, but ${how}: ${reasonOf(sentence)}`, since };
  }
  const good = probes.find(({ says }) => says === 'passing');
  if (stands.status === 'critical' && good !== undefined && bad === undefined) {
    const message = `${stands.message} It answers all the same: ${reasonOf(good.shown.sentence)}`;
    return { ...stands, message };
  }
  return stands;
}

/** `It cannot be reached: connection refused.`, after what says so already. */
function reasonOf(sentence: string): string {
  const reason = sentence.replace(/^It cannot be reached: /, '');
  return /^[A-Z][a-z]/.test(reason) ? reason.charAt(0).toLowerCase() + reason.slice(1) : reason;
}

/** What a probe heard, as evidence: it was asked because its Service says so. */
export function probeReceipt({ shown, service }: JudgedProbe, { cluster, observedAt }: PlaceFacts) {
  return receiptOf(
    service,
    { cluster, observedAt: shown.askedAt ?? observedAt, now: new Date(0) },
    { rule: 'registry.probe', field: shown.asks, value: shown.sentence },
  );
}

/** The checks of an instance that Pilothouse asks itself. */
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
        sentence: output === '' ? 'Not asked yet.' : output,
        heard,
        askedAt: last === null ? null : iso(last.at),
        tookMs: last !== null && heard === 'answer' ? last.tookMs : null,
      },
    ];
  });
}
