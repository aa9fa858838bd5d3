import { describe, expect, it } from 'vitest';
import type { ChangeSummary } from '@/lib/model';
import { countChanges, selectChanges, type ChangesFilter } from './select-changes';

function change(id: number, facts: Partial<ChangeSummary> = {}): ChangeSummary {
  const minute = String(id).padStart(2, '0');
  return {
    id: `CH-${id}`,
    action: 'deploy',
    state: 'succeeded',
    target: { cluster: 'production-eu', namespace: 'shop', kind: 'Deployment', name: 'ledger' },
    service: 'ledger',
    serviceName: 'ledger',
    owner: 'payments',
    environment: 'production',
    title: 'Deploy ledger 1.28.0',
    reason: '',
    askedBy: { id: 'user:eve', name: 'Engineer' },
    createdAt: `2026-03-12T03:${minute}:00Z`,
    updatedAt: `2026-03-12T03:${minute}:00Z`,
    approvalsNeeded: 1,
    approvalsGiven: 0,
    sentence: '',
    ...facts,
  };
}
const staging = { cluster: 'staging-eu', namespace: 'shop', kind: 'Deployment', name: 'cart' } as const;
const changes = [
  change(1),
  change(2, { state: 'awaiting-approval' }),
  change(3, { action: 'scale', title: 'Scale cart 2 → 4', target: staging, environment: 'staging' }),
  change(4, { state: 'planned', approvalsNeeded: 0 }),
  change(5, { state: 'failed', askedBy: { id: 'user:lea', name: 'Lead' } }),
  change(6, { state: 'cancelled', approvalsNeeded: 0 }),
];
const all: ChangesFilter = {
  q: '',
  state: [],
  environment: [],
  cluster: [],
  action: [],
  asked: [],
  drafts: false,
  oldestFirst: false,
};
const ids = (query: Partial<ChangesFilter>) => {
  const { waiting, others } = selectChanges(changes, { ...all, ...query }, 'user:eve');
  return [waiting.map(({ id }) => id), others.map(({ id }) => id)];
};

describe('selectChanges', () => {
  it('puts what waits apart, newest first, without drafts', () => {
    expect(ids({})).toEqual([['CH-2'], ['CH-5', 'CH-3', 'CH-1']]);
  });
  it('turns the order', () => {
    expect(ids({ oldestFirst: true })).toEqual([['CH-2'], ['CH-1', 'CH-3', 'CH-5']]);
  });
  it('shows drafts on request, also by a search for the name of their state', () => {
    expect(ids({ drafts: true })[1]).toEqual(['CH-6', 'CH-5', 'CH-4', 'CH-3', 'CH-1']);
    expect(ids({ state: ['planned'] })).toEqual([[], ['CH-4']]);
  });
  it.each([
    [{ q: 'CART' }, [[], ['CH-3']]],
    [{ q: 'lead' }, [[], ['CH-5']]],
    [{ q: 'ch-1' }, [[], ['CH-1']]],
    [{ action: ['scale'] }, [[], ['CH-3']]],
    [{ environment: ['production'], state: ['failed', 'succeeded'] }, [[], ['CH-5', 'CH-1']]],
    [{ cluster: ['staging-eu'] }, [[], ['CH-3']]],
    [{ asked: ['mine'] }, [['CH-2'], ['CH-3', 'CH-1']]],
    [{ asked: ['others'] }, [[], ['CH-5']]],
  ] as const)('filters by %o', (query, expected) => {
    expect(ids(query)).toEqual(expected);
  });
});

describe('countChanges', () => {
  const count = (facet: 'state' | 'asked' | 'environment', query: Partial<ChangesFilter> = {}) =>
    Object.fromEntries(countChanges(changes, { ...all, ...query }, { facet, me: 'user:eve' }));
  it('counts each value with the other facets applied', () => {
    expect(count('state')).toEqual({ succeeded: 2, 'awaiting-approval': 1, failed: 1 });
    expect(count('state', { asked: ['mine'] })).toEqual({ succeeded: 2, 'awaiting-approval': 1 });
    expect(count('environment', { environment: ['staging'] })).toEqual({ production: 3, staging: 1 });
    expect(count('asked')).toEqual({ mine: 3, others: 1 });
  });
});
