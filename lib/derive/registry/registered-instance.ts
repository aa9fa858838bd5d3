import type { RegisteredInstance, RegistryInstance } from '@/lib/model';
import type { RegisteredFacts } from './facts';
import { checkProbes } from './probed';

export const iso = (ms: number): string => new Date(ms).toISOString();

/** When it becomes critical without another heartbeat, by the check whose TTL expires first; null: no TTL is running. */
export function lapseOf({
  checks,
  registeredAt,
}: RegisteredInstance): { readonly at: number; readonly ttlMs: number } | null {
  let first: { at: number; ttlMs: number } | null = null;
  for (const { ttlMs, reportedAt, status } of checks) {
    if (ttlMs === null || status === 'critical') continue;
    const at = (reportedAt ?? registeredAt) + ttlMs;
    if (first === null || at < first.at) first = { at, ttlMs };
  }
  return first;
}

/** Whether it is given to callers. */
export function isGiven({ status, drained }: RegisteredInstance): boolean {
  return status !== 'critical' && drained === null;
}

export function registeredInstance(facts: RegisteredFacts): RegistryInstance {
  const { instance, location } = facts;
  const { id, source, service, address, port, drained } = instance;
  const pod = location.is === 'pod' ? location.pod : null;
  const lapse = lapseOf(instance);
  return {
    id: `${source}:${service}/${id}`,
    source,
    registered: { service, id },
    via: [],
    cluster: location.is === 'pod' || location.is === 'node' ? location.cluster : null,
    namespace: pod?.metadata.namespace ?? null,
    environment: null,
    address,
    addresses: [address],
    port,
    ports: port === null ? [] : [{ name: null, port, protocol: 'TCP' }],
    status: drained === null ? instance.status : 'draining',
    message: messageOf(instance),
    zone: instance.zone,
    node: location.is === 'node' ? location.node : (pod?.spec.nodeName ?? null),
    pod: pod?.metadata.name ?? null,
    version: instance.version,
    weight: instance.weight,
    tags: [...instance.tags],
    lastSeenAt: iso(lastHeard(facts)),
    lapsesAt: lapse === null ? null : iso(lapse.at),
    since: iso(instance.statusSince),
    drained: drained && { reason: drained.reason, by: drained.by, at: iso(drained.at) },
    probes: checkProbes(facts),
    receipts: [],
  };
}

/** When it last reported itself or answered a probe. */
function lastHeard({ instance: { checks, lastSeenAt }, asked }: RegisteredFacts): number {
  const answers = checks.filter(({ heard }) => heard === 'answer');
  return answers.reduce((last, { id }) => Math.max(last, asked.get(id)?.at ?? 0), lastSeenAt);
}

function messageOf({ status, checks, drained }: RegisteredInstance): string {
  if (drained !== null)
    return drained.reason === '' ? 'It was drained.' : `It was drained: ${drained.reason}`;
  const worst = checks.find((check) => check.status === status);
  if (worst === undefined) return 'It has no check.';
  const output = worst.output.trim().split('\n')[0] ?? '';
  return output === '' ? `Its check ${worst.name} is ${status}.` : `${worst.name}: ${output}`;
}
