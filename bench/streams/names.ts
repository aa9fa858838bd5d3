/** Names and numbers of the cluster whose changes are measured. */
export const PODS_EACH = 10;
export const NAMESPACES = 40;
export const NODES = 100;
export const TEMPLATE_HASH = '7d9f8b6c5d';

export const nameOf = (service: number): string => `svc-${service}`;
export const namespaceOf = (service: number): string => `ns-${service % NAMESPACES}`;
export const podNameOf = (service: number, pod: number): string =>
  `${nameOf(service)}-${TEMPLATE_HASH}-x${pod}`;
export const nodeOf = (service: number, pod: number): string => `node-${(service * PODS_EACH + pod) % NODES}`;
export const addressOf = (service: number, pod: number): string =>
  `10.${service >> 8}.${service & 255}.${pod + 10}`;
