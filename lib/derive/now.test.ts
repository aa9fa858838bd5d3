import { describe, expect, it } from 'vitest';
import type { ChangeSummary, Health, NowView, Problem, RolloutRow } from '@/lib/model';
import { nowView } from './now';
import type { NowFacts } from './now-facts';

const now = new Date('2026-03-12T03:14:00Z');
const object = { cluster: 'prod-eu', kind: 'Pod', namespace: 'shop', name: 'p', uid: 'u' };

function problem(
  serviceName: string,
  status: Health,
  more: Partial<Problem> & { since?: string } = {},
): Problem {
  const environment = more.environment ?? 'production';
  const { since = null, ...fields } = more;
  return {
    placement: `${serviceName}@${environment}`,
    service: serviceName,
    serviceName,
    owner: null,
    environment,
    cluster: 'prod-eu',
    namespace: 'shop',
    health: {
      status,
      reason: 'r',
      message: 'It is so.',
      since,
      last: null,
      advice: null,
      receipts: [
        {
          rule: 'r',
          object,
          field: 'f',
          value: 'v',
          cluster: 'prod-eu',
          observedAt: now.toISOString(),
        },
      ],
    },
    ready: 2,
    desired: 6,
    exposed: false,
    behind: null,
    outside: null,
    ...fields,
  };
}

const row = (name: string, title: string, healthy = 21): NowView['environments'][number] => ({
  name,
  title,
  services: 21,
  healthy,
  counts: [],
  clusters: [`${name}-eu`],
});
const environments = [
  row('staging', 'Staging'),
  row('production', 'Production'),
  row('development', 'Development'),
];
const calm: NowFacts = {
  problems: [],
  rollouts: [],
  changes: [],
  recent: [],
  environments,
  services: 21,
  away: 0,
  now,
};

describe('the verdict of Now', () => {
  it.each<[string, Partial<NowFacts>]>([
    ['payments is failing in production.', { problems: [problem('payments', 'Degraded')] }],
    [
      'search is missing in staging.',
      { problems: [problem('search', 'Missing', { environment: 'staging' })] },
    ],
    [
      '3 services are failing in production.',
      { problems: ['a', 'b', 'c'].map((name) => problem(name, 'Degraded')) },
    ],
    [
      'payments is failing in production.',
      {
        problems: [
          problem('payments', 'Degraded'),
          problem('payments', 'Missing', { placement: 'payments@2' }),
          problem('search', 'Degraded', { environment: 'staging' }),
          problem('cart', 'Unknown'),
        ],
      },
    ],
    ['cart cannot be judged.', { problems: [problem('cart', 'Unknown')] }],
    ['2 services cannot be judged.', { problems: [problem('a', 'Unknown'), problem('b', 'Unknown')] }],
    ['All is well.', {}],
    ['No service is failing.', { environments: [row('production', 'Production', 20)] }],
    ['No service was found yet.', { services: 0 }],
  ])('%s', (verdict, facts) => {
    expect(nowView({ ...calm, ...facts }).verdict).toBe(verdict);
  });

  const rollout = (more: object): RolloutRow =>
    ({
      state: 'Stalled',
      service: 'payments',
      workload: object,
      fromVersion: '3.9.4',
      toVersion: '3.10.0',
      startedAt: '2026-03-12T02:40:00Z',
      ...more,
    }) as RolloutRow;

  it.each<[string, Partial<NowFacts>]>([
    [
      '2 of 6 pods are ready. It follows the rollout from 3.9.4 to 3.10.0. Nothing else is broken.',
      { rollouts: [rollout({ state: 'Complete' }), rollout({})] },
    ],
    [
      '2 of 6 pods are ready. Nothing else is broken.',
      {
        rollouts: [
          rollout({ startedAt: '2026-03-12T02:53:00Z' }),
          rollout({ service: 'cart' }),
          rollout({ workload: { ...object, cluster: 'staging-eu' } }),
          rollout({ fromVersion: null }),
        ],
      },
    ],
    ['2 of 6 pods are ready. 2 clusters cannot be read.', { away: 2 }],
  ])('follows only what came before it: %s', (words, facts) => {
    const problems = [problem('payments', 'Degraded', { since: '2026-03-12T02:52:00Z' })];
    expect(nowView({ ...calm, problems, ...facts }).sentence).toBe(words);
  });

  it.each<[string, Partial<NowFacts>]>([
    ['21 services in 3 clusters are in their desired state.', {}],
    ['1 service in 3 clusters is in its desired state.', { services: 1 }],
    ['0 services in 3 clusters.', { services: 0 }],
    ['21 services in 3 clusters.', { away: 1 }],
    ['21 services in 1 cluster.', { environments: [row('production', 'Production', 20)] }],
    ['21 services in 3 clusters.', { problems: [problem('a', 'Unknown')] }],
    [
      '21 services in 1 cluster. 1 rollout is under way.',
      { environments: [row('production', 'Production', 20)], rollouts: [rollout({ state: 'Progressing' })] },
    ],
  ])('says how much is in its desired state: %s', (words, facts) => {
    expect(nowView({ ...calm, ...facts }).sentence).toBe(words);
  });

  it('is followed by how much runs, what came before, and what else there is', () => {
    const behind = { id: 'CH-482', title: 'Deploy payments 3.10.0', at: '2026-03-12T02:40:00Z' };
    const view = nowView({
      ...calm,
      problems: [
        problem('payments', 'Degraded', { behind }),
        problem('search', 'Missing', { environment: 'staging' }),
        problem('a', 'Unknown'),
        problem('b', 'Unknown'),
      ],
      changes: [
        { id: 'CH-1', state: 'awaiting-approval', createdAt: '2026-03-12T01:00:00Z' } as ChangeSummary,
      ],
    });
    expect(view.sentence).toBe(
      '2 of 6 pods of payments are ready. It follows CH-482: Deploy payments 3.10.0. 1 more service is broken and 2 services are unknown. 1 change waits for approval.',
    );
    expect(view.broken.map(({ serviceName }) => serviceName)).toEqual(['payments', 'search']);
    expect(view.unknown.map(({ serviceName }) => serviceName)).toEqual(['a', 'b']);
  });
});

const advised = (code: 'no-endpoints' | 'autoscaler-limit', cause: string): Pick<Problem, 'health'> => ({
  health: { ...problem('any', 'Degraded').health, advice: { code, cause, steps: [] } },
});
const unreached = advised('no-endpoints', 'Service cart selects app=crt.');

describe('what is at a limit', () => {
  const limit = advised('autoscaler-limit', 'The autoscaler asks for more pods than its maximum of 6.');
  const tight = (name: string): Problem => ({
    ...problem(name, 'Healthy'),
    health: { ...limit.health, status: 'Healthy' },
  });

  it('is named with its cause where nothing is broken, and breaks nothing', () => {
    const view = nowView({ ...calm, problems: [tight('cart')] });
    expect(view.verdict).toBe('cart is at a limit in production.');
    expect(view.sentence).toBe(
      'The autoscaler asks for more pods than its maximum of 6. 21 services in 3 clusters are in their desired state.',
    );
    expect([view.broken, view.unknown]).toEqual([[], []]);
    expect(view.strained.map(({ serviceName }) => serviceName)).toEqual(['cart']);
    expect(view.totals).toEqual({ broken: 0, unknown: 0, strained: 1, rolling: 0 });
    expect(nowView({ ...calm, problems: [tight('a'), tight('b')] }).verdict).toBe(
      '2 services are at a limit.',
    );
  });

  it('comes after what is broken', () => {
    const view = nowView({ ...calm, problems: [tight('cart'), problem('payments', 'Degraded')] });
    expect(view.verdict).toBe('payments is failing in production.');
    expect(view.sentence).toBe('2 of 6 pods are ready. Nothing else is broken.');
  });
});

describe('pods that no Service reaches', () => {
  it('are not counted as if they served', () => {
    const problems = [{ ...problem('cart', 'Degraded', { ready: 6 }), ...unreached }];
    expect(nowView({ ...calm, problems }).sentence).toBe(
      'No Service reaches the 6 ready pods. Nothing else is broken.',
    );
  });
});

describe('the order of Now', () => {
  it('is the environment, then the status, then the serving share, then whether it is exposed, then the newer', () => {
    const problems = [
      problem('dev', 'Degraded', { environment: 'development' }),
      problem('stage', 'Degraded', { environment: 'staging' }),
      problem('missing', 'Missing'),
      problem('half', 'Degraded', { ready: 3, since: '2026-03-12T03:00:00Z' }),
      problem('half-seen', 'Degraded', { ready: 3, exposed: true, since: '2026-03-12T02:00:00Z' }),
      { ...problem('unreached', 'Degraded', { ready: 6 }), ...unreached },
      problem('old', 'Degraded', { ready: 0, since: '2026-03-12T01:00:00Z' }),
      problem('new', 'Degraded', { ready: 0, since: '2026-03-12T03:10:00Z' }),
      problem('elsewhere', 'Degraded', { environment: 'lab' }),
    ];
    const order = ['new', 'old', 'unreached', 'half-seen', 'half', 'missing', 'stage', 'dev', 'elsewhere'];
    expect(nowView({ ...calm, problems }).broken.map(({ serviceName }) => serviceName)).toEqual(order);
    expect(
      nowView({ ...calm, problems: problems.toReversed() }).broken.map(({ serviceName }) => serviceName),
    ).toEqual(order);
  });

  it('puts the rollouts that need help first and leaves out what is complete', () => {
    const rollouts = (['Complete', 'Paused', 'Progressing', 'Stalled', 'Failed'] as const).map(
      (state) => ({ id: state, state, since: null }) as RolloutRow,
    );
    expect(nowView({ ...calm, rollouts }).rolling.map(({ id }) => id)).toEqual([
      'Failed',
      'Stalled',
      'Progressing',
      'Paused',
    ]);
  });

  it('shows what waits longest first, and what ended in the last day, newest first', () => {
    const change = (id: string, state: string, createdAt: string) =>
      ({ id, state, createdAt }) as ChangeSummary;
    const entry = (title: string, at: string) => ({
      title,
      at,
      where: '',
      href: null,
      environment: 'production',
      cluster: 'prod-eu',
    });
    const view = nowView({
      ...calm,
      changes: [
        change('b', 'awaiting-approval', '2026-03-12T02:00:00Z'),
        change('a', 'awaiting-approval', '2026-03-12T01:00:00Z'),
        change('c', 'succeeded', '2026-03-12T00:00:00Z'),
      ],
      recent: [
        entry('older', '2026-03-11T20:00:00Z'),
        entry('newer', '2026-03-12T02:00:00Z'),
        entry('gone', '2026-03-10T02:00:00Z'),
      ],
    });
    expect(view.waiting.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(view.recent.map(({ title }) => title)).toEqual(['newer', 'older']);
  });
});
