import { describe, expect, it } from 'vitest';
import type { RolloutRow, RolloutState } from '@/lib/model';
import { countRollouts, durationOf, selectRollouts, type RolloutQuery } from './select-rollouts';

function row(name: string, state: RolloutState, more: Partial<RolloutRow> = {}): RolloutRow {
  const workload = { cluster: 'production-eu', kind: 'Deployment', namespace: name, name, uid: null };
  return {
    id: name,
    service: name,
    serviceName: name,
    owner: null,
    environment: 'production',
    fromVersion: '1',
    toVersion: '2',
    workload,
    state,
    kubectl: 'waiting',
    revision: null,
    from: null,
    fromRevision: null,
    to: {},
    counts: { desired: 1, updated: 1, ready: 1, available: 1, old: 0 },
    cells: [],
    sentence: '',
    blocker: null,
    startedAt: null,
    since: null,
    deadlineAt: null,
    strategy: '',
    estimate: null,
    receipt: {
      rule: 'r',
      object: workload,
      field: 'f',
      value: 'v',
      cluster: 'production-eu',
      observedAt: '',
    },
    ...more,
  };
}

const all: RolloutQuery = { q: '', state: [], environment: [], cluster: [], owner: [] };
const rows = [
  row('cart', 'Complete', { since: '2026-03-12T01:00:00Z' }),
  row('ledger', 'Progressing', { owner: 'payments', since: '2026-03-12T02:00:00Z' }),
  row('payments', 'Failed', { owner: 'payments' }),
  row('search', 'Complete', { since: '2026-03-12T02:00:00Z' }),
  row('old', 'Complete'),
  row('web', 'Stalled', { environment: 'staging', toVersion: '7.43.0' }),
];
const names = (query: Partial<RolloutQuery>) => {
  const { under, ended } = selectRollouts(rows, { ...all, ...query });
  return [under, ended].map((list) => list.map(({ id }) => id));
};

describe('selectRollouts', () => {
  it('puts the blocked ones first, and the latest of those that say when they ended', () => {
    expect(names({})).toEqual([
      ['payments', 'web', 'ledger'],
      ['search', 'cart'],
    ]);
  });

  it.each<[string, Partial<RolloutQuery>, string[]]>([
    ['owner', { owner: ['payments'] }, ['payments', 'ledger']],
    ['state and environment', { state: ['Stalled', 'Failed'], environment: ['staging'] }, ['web']],
    ['version', { q: '7.43' }, ['web']],
  ])('narrows by %s', (_what, query, expected) => {
    expect(names(query)).toEqual([expected, []]);
  });
});

it('countRollouts counts what a value would show', () => {
  expect(countRollouts(rows, { ...all, owner: ['payments'] }, 'state')).toEqual(
    new Map([
      ['Progressing', 1],
      ['Failed', 1],
    ]),
  );
});

describe('durationOf', () => {
  const startedAt = '2026-03-12T01:00:00Z';
  it.each<[string, Parameters<typeof durationOf>[0], number | null]>([
    ['of one that ended', { state: 'Complete', startedAt, since: '2026-03-12T01:02:40Z' }, 160_000],
    ['of one under way', { state: 'Progressing', startedAt, since: '2026-03-12T01:02:40Z' }, null],
    ['where its start is not known', { state: 'Complete', startedAt: null, since: startedAt }, null],
    ['of none at all', { state: 'Complete', startedAt, since: startedAt }, null],
  ])('is known %s', (_what, rollout, expected) => {
    expect(durationOf(rollout)).toBe(expected);
  });
});
