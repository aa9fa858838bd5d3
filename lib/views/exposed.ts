import type { ClusterPicture, Ingress } from '@/lib/model';
import type { PlacementFacts } from '@/lib/derive/facts';

/** Whether a placement can be reached from outside its cluster: by a Service of type LoadBalancer, or through an Ingress. */
export function isExposed(
  { namespace, endpoints, astray }: PlacementFacts,
  picture: ClusterPicture,
): boolean {
  const services = [...endpoints, ...astray].map(({ service }) => service);
  if (services.length === 0) return false;
  if (services.some(({ spec }) => spec.type === 'LoadBalancer')) return true;
  const names = new Set(services.map(({ metadata }) => metadata.name));
  return picture
    .inNamespace('Ingress', namespace)
    .some((ingress) => backendsOf(ingress).some((name) => names.has(name)));
}

function backendsOf({ spec }: Ingress): readonly string[] {
  return [
    spec.defaultBackend ?? '',
    ...spec.rules.flatMap(({ paths }) => paths.map(({ service }) => service ?? '')),
  ];
}
