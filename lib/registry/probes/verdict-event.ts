import { probedServiceName, type EndpointTarget, type Probed, type RegistryEvent } from '@/lib/model';

/** The event for the timeline when the verdict of an endpoint changed; null: it did not, or it is the first one and a good one. */
export function verdictEvent(
  target: EndpointTarget,
  before: Pick<Probed, 'status'> | undefined,
  { status, since, sentence, heard }: Probed,
): RegistryEvent | null {
  if (status === null || since === null || status === before?.status) return null;
  if (status !== 'critical' && (before?.status ?? null) === null) return null;
  const { address, port, namespace, service } = target;
  const host = address.includes(':') ? `[${address}]` : address;
  const how =
    status !== 'critical'
      ? 'answers again'
      : heard === 'silence'
        ? 'does not answer'
        : 'does not answer as it should';
  const reason = sentence.replace(/^It cannot be reached: /, '');
  return {
    service: probedServiceName(target),
    instance: `${host}:${port}`,
    kind: status,
    sentence: `${host}:${port} of Service ${namespace}/${service} ${how}: ${reason}`,
    at: since,
  };
}
