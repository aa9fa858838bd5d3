import { addressWords, type RegisteredInstance } from '@/lib/model';
import { age } from '../sentences';
import type { RegisteredFacts } from './facts';
import { SOURCE_WORDS, truth, type RegistryFinding, type Row, findingOf } from './finding';
import { logsOf } from './ghost';
import { iso, lapseOf } from './registered-instance';

/** Clients usually send three heartbeats within the TTL of their check; when two are missing, the heartbeat is late. */
const LATE_SHARE = 2 / 3;
/** A heartbeat that changes nothing is not published, so a late instance is checked again after this time. */
const AGAIN_MS = 5000;

export interface Overdue {
  readonly findings: RegistryFinding[];
  /** When the next heartbeat becomes late, by the registry's clock. */
  readonly nextAt: number | null;
}

/** Instances that may be running and whose heartbeat is late or whose TTL has expired. */
export function overdue(row: Row): Overdue {
  const now = row.facts.registryNow;
  let nextAt: number | null = null;
  const findings = row.registered.flatMap(({ facts, instance: { id } }) => {
    if (facts.location.is === 'gone' || facts.instance.drained !== null) return [];
    const at = lateAt(facts.instance);
    if (at === null) return [];
    const again = at > now ? at : lapseOf(facts.instance) === null ? null : now + AGAIN_MS;
    if (again !== null) nextAt = nextAt === null ? again : Math.min(nextAt, again);
    if (at > now) return [];
    return [lateFinding(row, facts, { id, at })];
  });
  return { findings, nextAt };
}

/** When its heartbeat is late; that is before its TTL expires. Null where it has no check with a TTL. */
function lateAt(instance: RegisteredInstance): number | null {
  const lapse = lapseOf(instance);
  if (lapse !== null) return lapse.at - lapse.ttlMs * (1 - LATE_SHARE);
  const lapsed = instance.checks.find((check) => check.status === 'critical' && check.ttlMs !== null);
  const expiredAt =
    lapsed === undefined ? 0 : (lapsed.reportedAt ?? instance.registeredAt) + (lapsed.ttlMs ?? 0);
  // It is critical because a heartbeat said so, not because one is late.
  return lapsed === undefined || expiredAt > instance.statusSince + 1000 ? null : expiredAt;
}

function lateFinding(
  row: Row,
  facts: RegisteredFacts,
  { id, at }: { id: string; at: number },
): RegistryFinding {
  const { instance, location } = facts;
  const lapse = lapseOf(instance);
  const ahead = lapse !== null && lapse.at > row.facts.registryNow ? lapse : null;
  return findingOf(row, {
    kind: 'overdue',
    key: id,
    address: addressWords(instance.address, instance.port),
    instances: [id],
    ...(location.is === 'pod'
      ? {
          cluster: location.cluster,
          namespace: location.pod.metadata.namespace,
          environment: location.environment,
        }
      : {}),
    registered: truth(
      'late',
      ahead === null ? 'lapsed' : 'overdue',
      SOURCE_WORDS[instance.source],
      iso(instance.lastSeenAt),
    ),
    running: runningTruth(facts),
    sentence:
      ahead === null
        ? 'Its heartbeat has stopped, and it is no longer given to callers.'
        : `Its heartbeat is late: one is expected every ${age(ahead.ttlMs / 1000)}.`,
    ahead: ahead && { words: 'It is left out of answers', at: iso(ahead.at) },
    since: iso(at),
    graceMs: 0,
    fix:
      location.is === 'pod' && location.service !== null
        ? logsOf(location.service.id, location.cluster, location.pod.metadata.namespace)
        : ahead === null
          ? { type: 'deregister', label: 'Deregister', service: instance.service, instance: instance.id }
          : null,
  });
}

function runningTruth({ instance, location }: RegisteredFacts) {
  const asked = instance.checks.filter(({ heard }) => heard !== null);
  if (location.is === 'pod') return truth('yes', 'running', `pod ${location.pod.metadata.name}`);
  if (asked.some(({ heard }) => heard === 'answer')) return truth('yes', 'answers', 'a probe');
  if (asked.some(({ status }) => status === 'critical')) return truth('no', 'does not answer', 'a probe');
  if (location.is === 'node') return truth('unknown', 'not known', `on node ${location.node}`);
  if (location.is === 'unreadable')
    return truth('unknown', 'not known', `${location.cluster} cannot be read`);
  return truth('unknown', 'not known', 'outside the clusters');
}
