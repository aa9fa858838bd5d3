import { describe, expect, it } from 'vitest';
import type { CauseCode, Health, PlacementSummary, ServiceSummary } from '@/lib/model';
import { NONE } from '../list/facet-rules';
import { countHealth, countRows, facetOrder, gridOf, rowsOf, selectRows, type HealthFilter } from './select';

function health(status: Health, since: string | null = null, code: CauseCode | null = null) {
  const advice = code === null ? null : { code, cause: 'It is so.', steps: [] };
  return { status, reason: 'r', message: `It is ${status}.`, since, receipts: [], last: null, advice };
}

function placement(service: string, environment: string, own: PlacementSummary['health']): PlacementSummary {
  const cluster = `${environment}-eu`;
  return {
    id: `${service}@${cluster}/${service}`,
    cluster,
    namespace: service,
    environment,
    health: own,
    version: '1',
    image: `r/${service}:1`,
    ready: 1,
    desired: 1,
    rollout: null,
    changedAt: null,
    observedAt: null,
    endpoints: [],
  };
}

function service(
  name: string,
  where: Partial<Pick<ServiceSummary, 'owner' | 'system'>>,
  placements: readonly PlacementSummary[],
): ServiceSummary {
  return {
    id: name,
    name,
    title: null,
    description: null,
    owner: null,
    system: null,
    source: 'catalog',
    environments: [],
    health: health('Healthy'),
    changedAt: null,
    ...where,
    placements: [...placements],
  };
}

const services = [
  service('cart', { owner: 'shop', system: 'shop' }, [
    placement('cart', 'staging', health('Idle')),
    placement('cart', 'production', health('Degraded', '2026-03-12T02:00:00Z', 'crash-loop')),
  ]),
  service('ledger', { owner: 'payments', system: 'payments' }, [
    placement('ledger', 'production', health('Healthy')),
  ]),
  service('payments', { owner: 'payments', system: 'payments' }, [
    placement('payments', 'staging', health('Healthy')),
    placement('payments', 'production', health('Degraded', '2026-03-12T03:00:00Z', 'out-of-memory')),
  ]),
  service('search', {}, [placement('search', 'staging', health('Unknown'))]),
];
const rows = rowsOf(services);
const all: HealthFilter = {
  q: '',
  status: [],
  environment: [],
  cluster: [],
  owner: [],
  system: [],
  cause: [],
};
const ids = (query: Partial<HealthFilter>): string[] =>
  selectRows(rows, { ...all, ...query }).map(({ placement: { id } }) => id.replace(/@(.*)-eu.*/, ' $1'));

describe('selectRows', () => {
  it('puts the worst first, of equals the newer problem', () => {
    expect(ids({})).toEqual([
      'payments production',
      'cart production',
      'search staging',
      'cart staging',
      'ledger production',
      'payments staging',
    ]);
  });

  it.each<[string, Partial<HealthFilter>, string[]]>([
    ['status', { status: ['Idle', 'Unknown'] }, ['search staging', 'cart staging']],
    ['environment and owner', { environment: ['staging'], owner: ['payments'] }, ['payments staging']],
    ['cluster', { cluster: ['staging-eu'], system: ['shop'] }, ['cart staging']],
    ['owners that are none', { owner: [NONE] }, ['search staging']],
    ['cause', { cause: ['out-of-memory'] }, ['payments production']],
    ['a word of the sentence', { q: 'is degr' }, ['payments production', 'cart production']],
    ['a name', { q: ' Ledger ' }, ['ledger production']],
  ])('narrows by %s', (_what, query, expected) => {
    expect(ids(query)).toEqual(expected);
  });
});

describe('countRows', () => {
  it('counts what each value would show, the other facets applied', () => {
    const query = { ...all, owner: ['payments'], status: ['Degraded'] };
    expect(countRows(rows, query, 'status')).toEqual(
      new Map([
        ['Degraded', 1],
        ['Healthy', 2],
      ]),
    );
    expect(countRows(rows, query, 'owner')).toEqual(
      new Map([
        ['payments', 1],
        ['shop', 1],
      ]),
    );
  });

  it('keeps a chosen value that shows nothing, and offers no cause for what is well', () => {
    const query = { ...all, owner: ['payments'], cause: ['crash-loop'] };
    expect(countRows(rows, query, 'cause')).toEqual(
      new Map([
        ['crash-loop', 0],
        ['out-of-memory', 1],
      ]),
    );
  });
});

it('facetOrder follows severity and the environments, with none at the end', () => {
  expect(['Healthy', 'Unknown', 'Degraded'].sort(facetOrder('status', []))).toEqual([
    'Degraded',
    'Unknown',
    'Healthy',
  ]);
  expect(['production', 'x', 'staging'].sort(facetOrder('environment', ['staging', 'production']))).toEqual([
    'staging',
    'production',
    'x',
  ]);
  expect([NONE, 'b', 'a'].sort(facetOrder('owner', []))).toEqual(['a', 'b', NONE]);
});

describe('gridOf', () => {
  const options = { environments: ['staging', 'production'], group: 'system' } as const;
  const shape = (query: Partial<HealthFilter>, group: 'system' | 'none' = 'system') => {
    const { columns, groups } = gridOf(rows, { ...all, ...query }, { ...options, group });
    return {
      columns,
      lines: groups.map(({ label, lines }) => [label, ...lines.map((line) => line.service.name)]),
    };
  };

  it('puts groups and rows with problems first; services without a system come last', () => {
    expect(shape({})).toEqual({
      columns: ['staging', 'production'],
      lines: [
        ['payments', 'payments', 'ledger'],
        ['shop', 'cart'],
        [null, 'search'],
      ],
    });
  });

  it('shows a service whole where one of its placements fits: an emptied cell would read as "not placed"', () => {
    const { groups } = gridOf(rows, { ...all, status: ['Idle'] }, options);
    const [line] = groups[0]?.lines ?? [];
    expect(line?.service.name).toBe('cart');
    expect(line?.cells.get('production')?.map((one) => one.health.status)).toEqual(['Degraded']);
  });

  it('keeps to the scope', () => {
    expect(shape({ environment: ['staging'] }, 'none')).toEqual({
      columns: ['staging'],
      lines: [[null, 'search', 'cart', 'payments']],
    });
  });

  it('is empty where nothing fits', () => {
    expect(shape({ q: 'nothing' }, 'none')).toEqual({ columns: [], lines: [] });
  });
});

it('countHealth says how many there are of each, the worst first', () => {
  expect(countHealth(rows)).toEqual([
    ['Degraded', 2],
    ['Unknown', 1],
    ['Idle', 1],
    ['Healthy', 2],
  ]);
});
