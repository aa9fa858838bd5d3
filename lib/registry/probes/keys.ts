import type { EndpointTarget, ProbedCheck, ProbedService } from '@/lib/model';

/** What is asked of an endpoint, in words: what is asked another way is another thing. */
export function endpointKey({ probe, ...of }: EndpointTarget): string {
  return `${serviceKey(of)}\n${of.address}\n${probe.kind}:${of.port}/${probe.path}`;
}

export function serviceKey({ cluster, namespace, service }: ProbedService): string {
  return `${cluster}\n${namespace}\n${service}`;
}

/** No cluster has an empty name: a check is never taken for an endpoint. */
export function checkKey({ service, id, check }: ProbedCheck): string {
  return `\n${service}\n${id}\n${check}`;
}

export function keyOf(of: EndpointTarget | ProbedCheck): string {
  return 'address' in of ? endpointKey(of) : checkKey(of);
}
