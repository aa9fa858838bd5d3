import type { EndpointTarget, ProbedCheck, ProbedService } from '@/lib/model';

/** The key of an endpoint and of how it is probed: another kind, port or path is another key. */
export function endpointKey({ probe, ...of }: EndpointTarget): string {
  return `${serviceKey(of)}\n${of.address}\n${probe.kind}:${of.port}/${probe.path}`;
}

export function serviceKey({ cluster, namespace, service }: ProbedService): string {
  return `${cluster}\n${namespace}\n${service}`;
}

/** The key of a check. It begins with an empty cluster name, so it is never the key of an endpoint. */
export function checkKey({ service, id, check }: ProbedCheck): string {
  return `\n${service}\n${id}\n${check}`;
}

export function keyOf(of: EndpointTarget | ProbedCheck): string {
  return 'address' in of ? endpointKey(of) : checkKey(of);
}
