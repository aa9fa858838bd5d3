import { describe, expect, it } from 'vitest';
import type { PlacementSummary, ServiceEndpointsDto, ServiceSummary } from '@/lib/model';
import { endpointRows } from './endpoint-rows';

const service = { id: 'cart', name: 'cart' } as ServiceSummary;
const row = (endpoints: Partial<ServiceEndpointsDto> & { service: string }, desired = 2) => ({
  service,
  placement: {
    id: `${endpoints.service}@eu`,
    desired,
    health: { status: 'Healthy', since: null, advice: null },
    endpoints: [{ ports: [], addresses: 2, ready: 2, serving: 2, terminating: 0, ...endpoints }],
  } as unknown as PlacementSummary,
});
const named = (rows: ReturnType<typeof endpointRows>) =>
  rows.map(({ endpoints, reach }) => [endpoints.service, reach]);

describe('endpointRows', () => {
  it('puts what reaches nothing first, then what reaches a part', () => {
    const rows = [
      row({ service: 'well' }),
      row({ service: 'partly', ready: 1 }),
      row({ service: 'astray', addresses: 0, ready: 0 }),
    ];
    expect(named(endpointRows(rows))).toEqual([
      ['astray', 'none'],
      ['partly', 'some'],
      ['well', 'all'],
    ]);
  });

  it('counts neither terminating addresses nor a Service that wants none as a problem', () => {
    expect(
      named(endpointRows([row({ service: 'draining', addresses: 3, ready: 2, terminating: 1 })])),
    ).toEqual([['draining', 'all']]);
    expect(named(endpointRows([row({ service: 'zero', addresses: 0, ready: 0 }, 0)]))).toEqual([
      ['zero', 'idle'],
    ]);
  });
});
