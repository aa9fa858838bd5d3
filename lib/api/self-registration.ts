import { invalidField, readProbe, type Registration } from '@/lib/model';
import type { NewCheck, NewInstance, ProbeDefinition } from '@/lib/registry';

/**
 * An instance of our own API, with the check `heartbeat`, which the registration counts for; and `probe`, where it wants to be probed.
 *
 * @throws AppError `invalid-input` where a probe has no port.
 */
export function selfRegistration(said: Registration): NewInstance {
  const { ttlSeconds, deregisterAfterSeconds, probe, ...rest } = said;
  const heartbeat: NewCheck = {
    id: 'heartbeat',
    name: 'Heartbeat',
    notes: '',
    ttlMs: ttlSeconds * 1000,
    probe: null,
    status: 'passing',
    output: '',
    reported: true,
  };
  return {
    ...rest,
    source: 'self',
    deregisterAfterMs: deregisterAfterSeconds === null ? null : deregisterAfterSeconds * 1000,
    checks: probe === null ? [heartbeat] : [heartbeat, probeCheck(probeOf(probe, rest))],
  };
}

/** A probe is critical until the first answer, whatever the instance reports. */
function probeCheck(probe: ProbeDefinition): NewCheck {
  return {
    id: 'probe',
    name: 'Probe',
    notes: '',
    ttlMs: null,
    probe,
    status: 'critical',
    output: '',
    reported: false,
  };
}

function probeOf(words: string, own: Pick<Registration, 'address' | 'port'>): ProbeDefinition {
  const read = readProbe(words);
  if (!read.ok) throw invalidField('probe', read.problem);
  const { kind, path, intervalMs, timeoutMs, healthy, unhealthy } = read.probe;
  const port = read.probe.port ?? own.port;
  if (port === null) throw invalidField('probe', 'Expected a port: the instance has none of its own.');
  const where = `${own.address.includes(':') ? `[${own.address}]` : own.address}:${port}`;
  const target = {
    http: `http://${where}${path}`,
    tcp: where,
    grpc: path === '' ? where : `${where}/${path}`,
  }[kind];
  return { kind, target, intervalMs, timeoutMs, successes: healthy, failures: unhealthy };
}
