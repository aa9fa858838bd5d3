import { describe, expect, it } from 'vitest';
import { policySchema, REACH_STATES } from '@/lib/model';
import { demandsOf, isLive, replicaBoundsError } from './checks';
import type { RequestedFacts } from './facts';

const requester = { id: 'user:eve', name: 'Eve' };

interface Case {
  readonly owner: string | null;
  readonly approvals: RequestedFacts['approvals'];
  readonly replicas: number | null;
}

function checks(policy: object, { replicas = null, approvals = [], owner = 'shop' }: Partial<Case> = {}) {
  return demandsOf({
    title: 'Production',
    policy: policySchema.parse(policy),
    replicas,
    facts: {
      owner,
      requested: { state: 'awaiting-approval', askedBy: requester, approvals, expiresAt: new Date(0) },
      clusters: [{ name: 'prod-1', state: 'live', reason: null }],
    },
  });
}

describe('demandsOf', () => {
  it('says that nothing has to be approved', () => {
    expect(checks({})).toEqual([
      {
        code: 'approvals',
        met: true,
        title: 'No approval needed',
        sentence: 'Production needs no approval.',
      },
      {
        code: 'cluster-live',
        met: true,
        title: 'Cluster answers',
        sentence: 'prod-1 is watched and answers.',
      },
    ]);
  });

  it('requires an approval by a lead of the owner, not by the requester', () => {
    expect(checks({ approvals: 1 }).slice(0, 2)).toEqual([
      {
        code: 'approvals',
        met: false,
        title: 'One approval',
        sentence: 'Production requires an approval by a lead of shop; it is not given yet.',
      },
      {
        code: 'not-own',
        met: true,
        title: 'By someone else',
        sentence: 'Eve requested it and cannot approve it.',
      },
    ]);
  });

  it('is met when the approvals are given', () => {
    const approvals = [{ actor: 'user:lea', decision: 'approved' as const }];
    expect(checks({ approvals: 1 }, { approvals })[0]).toMatchObject({
      met: true,
      sentence: 'Production requires an approval by a lead of shop; it was given.',
    });
    expect(checks({ approvals: 2 }, { approvals, owner: null })[0]).toMatchObject({
      met: false,
      title: '2 approvals',
      sentence: 'Production requires 2 approvals, each by an administrator; 1 given.',
    });
  });

  it("sees an approval of one's own as unmet, however it came there", () => {
    const approvals = [{ actor: requester.id, decision: 'approved' as const }];
    expect(checks({ approvals: 1 }, { approvals })[1]).toMatchObject({ code: 'not-own', met: false });
  });

  it('states the bounds of a scale', () => {
    const bounded = checks({ minReplicas: 2, maxReplicas: 20 }, { replicas: 21 });
    expect(bounded[1]).toEqual({
      code: 'replica-bounds',
      met: false,
      title: 'Within bounds',
      sentence: 'Production allows 2 to 20 replicas; this change sets 21.',
    });
  });
});

describe('replicaBoundsError', () => {
  const table: [number, object, string | null][] = [
    [0, {}, null],
    [1000, {}, null],
    [1001, {}, 'expected a whole number of replicas, 0 to 1,000'],
    [-1, {}, 'expected a whole number of replicas, 0 to 1,000'],
    [1001, { maxReplicas: 2000 }, null],
    [1, { minReplicas: 2, maxReplicas: 3 }, 'expected a whole number of replicas, 2 to 3'],
  ];
  it.each(table)('%s replicas under %o', (replicas, policy, expected) => {
    expect(replicaBoundsError(policySchema.parse(policy), replicas)).toBe(expected);
  });
});

it('writes only to clusters that answer', () => {
  expect(REACH_STATES.filter(isLive)).toEqual(['live', 'stale']);
});
