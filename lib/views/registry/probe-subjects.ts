import type { EndpointTarget, ProbedCheck, RegistryInstance } from '@/lib/model';
import type { RegistryFacts } from '@/lib/derive/registry';
import { endpointAsks } from '@/lib/derive/registry';

/** One probe of an instance: its text in the public shape, and the key of its history. */
export interface ProbeSubject {
  readonly instance: string;
  readonly asks: string;
  readonly of: EndpointTarget | ProbedCheck;
}

/** All probes of a row. */
export function probeSubjects(
  { places, registered }: RegistryFacts,
  instances: readonly RegistryInstance[],
): ProbeSubject[] {
  const asked = places.flatMap(({ probes }) => probes.flatMap((one) => one.asked));
  if (asked.length === 0 && registered.every(({ asked: checks }) => checks.size === 0)) return [];
  const byAddress = new Map(
    instances.flatMap(({ id, source, cluster, namespace, addresses }) =>
      source === 'kubernetes'
        ? addresses.map((address) => [`${cluster ?? ''}\n${namespace ?? ''}\n${address}`, id])
        : [],
    ),
  );
  const endpoints = asked.flatMap(({ target }) => {
    const instance = byAddress.get(`${target.cluster}\n${target.namespace}\n${target.address}`);
    return instance === undefined ? [] : [{ instance, asks: endpointAsks(target), of: target }];
  });
  const checks = registered.flatMap(({ instance: { source, service, id, checks: own } }) =>
    own.flatMap(({ id: check, probe }) =>
      probe === null
        ? []
        : [
            {
              instance: `${source}:${service}/${id}`,
              asks: `${probe.kind} ${probe.target}`,
              of: { service, id, check },
            },
          ],
    ),
  );
  return [...endpoints, ...checks];
}
