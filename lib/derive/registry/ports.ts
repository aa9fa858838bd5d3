import type { Container, Pod, PodTemplate, Service } from '@/lib/model';

/** The containers that serve for as long as their pod does: the main ones and the sidecars (KEP-753). */
export function servingContainers(
  spec: Pick<PodTemplate, 'containers' | 'initContainers'>,
): readonly Container[] {
  return [
    ...spec.containers,
    ...spec.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ];
}

/** Numbers of all ports that its containers declare. */
export function portsOf(spec: Pick<PodTemplate, 'containers' | 'initContainers'>): readonly number[] {
  const numbers = servingContainers(spec).flatMap(({ ports }) =>
    ports.map(({ containerPort }) => containerPort),
  );
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/**
 * Whether what is not declared may be taken as not listened on: a declared port is but a note (Container v1 core), and a container
 * that declares none may listen on any.
 */
export function declaresAll(pod: Pod): boolean {
  return servingContainers(pod.spec).every(({ ports }) => ports.length > 0);
}

/** Where a port of a Service leads in a pod; null: the name that it targets is no port of this pod. */
export function targetIn(pod: Pod, port: Service['spec']['ports'][number]): number | null {
  const target = port.targetPort ?? String(port.port);
  if (/^\d+$/.test(target)) return Number(target);
  const named = servingContainers(pod.spec)
    .flatMap(({ ports }) => ports)
    .find(({ name }) => name === target);
  return named?.containerPort ?? null;
}
