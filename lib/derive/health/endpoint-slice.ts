import type { EndpointSlice } from '@/lib/model';
import { count, partOf } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

/** Our own verdict on an EndpointSlice, for which Argo CD has none (docs/decisions/0012). */
export function endpointSliceHealth(slice: EndpointSlice): HealthFinding {
  const name = nameOf(slice);
  const total = slice.endpoints.length;
  const ready = slice.endpoints.filter((endpoint) => endpoint.ready).length;
  if (total === 0) {
    return {
      status: 'Suspended',
      rule: 'endpointslice.empty',
      field: 'endpoints',
      value: 0,
      says: `${name} has no endpoints: its Service selects no pod that has an address`,
    };
  }
  if (ready > 0) {
    return {
      status: 'Healthy',
      rule: 'endpointslice.ready',
      field: 'endpoints[].conditions.ready',
      value: ready,
      says: `${name} has ${partOf(ready, total, 'endpoint')} ready`,
    };
  }
  const serving = slice.endpoints.filter((endpoint) => endpoint.serving).length;
  if (serving > 0) {
    return {
      status: 'Progressing',
      rule: 'endpointslice.draining',
      field: 'endpoints[].conditions.serving',
      value: serving,
      says: `${name} has ${count(serving, 'endpoint')} that still ${serving === 1 ? 'serves' : 'serve'} while terminating, and none ready`,
    };
  }
  return {
    status: 'Degraded',
    rule: 'endpointslice.none-ready',
    field: 'endpoints[].conditions.ready',
    value: 0,
    says: `${name} has none of ${count(total, 'endpoint')} ready`,
  };
}
