import type { Container, Pod, PodTemplate, Service } from '@/lib/model';

/** The containers that run as long as their pod: the main ones and the sidecars (KEP-753). */
export function servingContainers(
  spec: Pick<PodTemplate, 'containers' | 'initContainers'>,
): readonly Container[] {
  return [
    ...spec.containers,
    ...spec.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ];
}

/** The numbers of all ports that the containers declare. */
export function portsOf(spec: Pick<PodTemplate, 'containers' | 'initContainers'>): readonly number[] {
  const numbers = servingContainers(spec).flatMap(({ ports }) =>
    ports.map(({ containerPort }) => containerPort),
  );
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/**
 * Whether a port that is not declared counts as not open: a declared port is only informational (Container v1 core),
 * and a container that declares none may listen on any.
 */
export function declaresAll(pod: Pod): boolean {
  return servingContainers(pod.spec).every(({ ports }) => ports.length > 0);
}

/** The port of a pod that a port of a Service leads to; null where the pod has no port of the target's name. */
export function targetIn(pod: Pod, port: Service['spec']['ports'][number]): number | null {
  const target = port.targetPort ?? String(port.port);
  if (/^\d+$/.test(target)) return Number(target);
  const named = servingContainers(pod.spec)
    .flatMap(({ ports }) => ports)
    .find(({ name }) => name === target);
  return named?.containerPort ?? null;
}
