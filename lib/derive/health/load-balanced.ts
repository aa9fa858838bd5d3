import type { Ingress, Service } from '@/lib/model';
import { count, listed } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

const FIELD = 'status.loadBalancer.ingress';

/**
 * Argo CD's verdict on a Service (gitops-engine, pkg/health, health_service.go): only the type LoadBalancer has to
 * wait, for its address.
 */
export function serviceHealth(service: Service): HealthFinding {
  const { spec, status } = service;
  if (spec.type === 'LoadBalancer') return addressed(service, 'service', status.ingress);
  return {
    status: 'Healthy',
    rule: 'service.exists',
    field: 'spec.type',
    value: spec.type,
    says: `${nameOf(service)} of type ${spec.type} waits for nothing`,
  };
}

/**
 * Argo CD's verdict on an Ingress (gitops-engine, pkg/health, health_ingress.go). Where no controller writes addresses, as on bare
 * metal, it stays Progressing; the placement's health does not depend on it.
 */
export function ingressHealth(ingress: Ingress): HealthFinding {
  return addressed(ingress, 'ingress', ingress.status.ingress);
}

function addressed(
  object: Service | Ingress,
  rule: string,
  ingress: readonly { readonly ip?: string; readonly hostname?: string }[],
): HealthFinding {
  const name = nameOf(object);
  if (ingress.length === 0) {
    return {
      status: 'Progressing',
      rule: `${rule}.no-address`,
      field: FIELD,
      value: 'absent',
      says: `${name} has no address of a load balancer yet`,
    };
  }
  const known = ingress.map(({ ip, hostname }) => hostname ?? ip ?? '').filter((address) => address !== '');
  return {
    status: 'Healthy',
    rule: `${rule}.address`,
    field: FIELD,
    value: known.length === 0 ? ingress.length : known.join(', '),
    says:
      known.length === 0 || known.length > 3
        ? `${name} has ${count(ingress.length, 'address', 'addresses')} of a load balancer`
        : `${name} is reached at ${listed(known)}`,
  };
}
