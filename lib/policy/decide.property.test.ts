import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGE_STATES, REACH_STATES, ROLES, type ChangeIntent, type Policy } from '@/lib/model';
import { decide } from './decide';
import { approvalsGiven, CHANGE_VERBS, decideOn, decideOnRequest } from './index';
import { stricterOf } from './stricter';

const people = ['user:eve', 'user:lea', 'user:lou', 'user:ada'];
const anyActor = fc.record({
  id: fc.constantFrom(...people),
  name: fc.constantFrom('Eve', 'Lea'),
  role: fc.constantFrom(...ROLES),
  groups: fc.subarray(['shop', 'payments']),
  sessionId: fc.constant(null),
});
const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  approvals: fc.integer({ min: 0, max: 3 }),
  minReplicas: fc.integer({ min: 0, max: 3 }),
  maxReplicas: fc.integer({ min: 2, max: 9 }),
});
const anyDay = fc.constantFrom(...[1, 2, 3].map((day) => new Date(Date.UTC(2026, 0, day))));
const anyRequested = fc.record({
  state: fc.constantFrom(...CHANGE_STATES),
  askedBy: fc.record({ id: fc.constantFrom(...people), name: fc.constant('Eve') }),
  approvals: fc.array(
    fc.record({ actor: fc.constantFrom(...people), decision: fc.constantFrom('approved', 'rejected') }),
    { maxLength: 5 },
  ),
  expiresAt: anyDay,
});
const anyCase = fc.record({
  actor: anyActor,
  intent: fc.constantFrom(
    { action: 'deploy' as const, params: { image: 'a/b:1' } },
    ...[0, 1, 4, 12].map((replicas) => ({ action: 'scale' as const, params: { replicas } })),
  ),
  environment: fc.record({ title: fc.constant('Production'), policy: anyPolicy }),
  facts: fc.record({
    owner: fc.constantFrom('shop', 'payments', null),
    requested: fc.option(anyRequested),
    inForce: anyPolicy,
    clusters: fc.array(
      fc.record({
        name: fc.constant('prod-1'),
        state: fc.option(fc.constantFrom(...REACH_STATES)),
        reason: fc.constant(null),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    now: anyDay,
  }),
});
type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;
const decided = ({ actor, intent, environment, facts }: Case) => decide(actor, intent, environment, facts);
const holds = (property: (one: Case) => void) => fc.assert(fc.property(anyCase, property), { numRuns: 3000 });

describe('decide', () => {
  it('decides about every verb, always in the same way, with a sentence for each refusal', () => {
    holds((one) => {
      const decision = decided(one);
      expect(decided(one)).toEqual(decision);
      expect(Object.keys(decision.refusals).sort()).toEqual([...CHANGE_VERBS].sort());
      for (const refusal of Object.values(decision.refusals)) {
        if (refusal !== null) expect(refusal.sentence).toMatch(/^.{8,}/);
      }
    });
  });

  it('executes nothing that nobody may request', () => {
    holds((one) => {
      const { refusals } = decided(one);
      if (refusals.request !== null) expect(refusals.execute).not.toBeNull();
    });
  });

  it('executes nothing while a demand is not met', () => {
    holds((one) => {
      const { refusals, demands } = decided(one);
      const unmet = demands.filter(({ met, code }) => !met && code !== 'not-own');
      if (unmet.length > 0) expect(refusals.execute).not.toBeNull();
    });
  });

  it("never counts the requester's own approval, nor one person twice", () => {
    holds((one) => {
      const { requested } = one.facts;
      if (requested === null) return;
      const own = { actor: requested.askedBy.id, decision: 'approved' as const };
      const more = { ...requested, approvals: [...requested.approvals, own, ...requested.approvals] };
      expect(approvalsGiven(more)).toBe(approvalsGiven(requested));
      const before = decided(one);
      const after = decided({ ...one, facts: { ...one.facts, requested: more } });
      expect(after.refusals.execute === null).toBe(before.refusals.execute === null);
    });
  });

  it('lets nobody decide on a Change of their own', () => {
    holds((one) => {
      if (one.facts.requested?.askedBy.id !== one.actor.id) return;
      const { refusals } = decided(one);
      expect(refusals.approve).not.toBeNull();
      expect(refusals.reject).not.toBeNull();
    });
  });

  it('lets a viewer do nothing but cancel what they requested', () => {
    holds((one) => {
      const { refusals } = decided({ ...one, actor: { ...one.actor, role: 'viewer' } });
      for (const verb of ['request', 'approve', 'reject', 'execute'] as const) {
        expect(refusals[verb]).not.toBeNull();
      }
    });
  });

  it('lets nobody do anything with an expired Change, but request it again', () => {
    holds((one) => {
      const { requested, now } = one.facts;
      if (requested === null || requested.expiresAt > now) return;
      if (!['planned', 'awaiting-approval', 'approved'].includes(requested.state)) return;
      const { refusals } = decided(one);
      for (const verb of ['approve', 'reject', 'execute', 'cancel'] as const) {
        expect(refusals[verb]?.code).toBe('conflict');
      }
      const inTime = decided({ ...one, facts: { ...one.facts, now: new Date(0) } });
      expect(refusals.request).toEqual(inTime.refusals.request);
    });
  });

  it('does not look at the time of what has begun or ended', () => {
    holds((one) => {
      const { requested } = one.facts;
      if (requested === null || ['planned', 'awaiting-approval', 'approved'].includes(requested.state))
        return;
      const inTime = { ...one, facts: { ...one.facts, now: new Date(0) } };
      expect(decided(one)).toEqual(decided(inTime));
    });
  });

  it('is never more lenient for a stricter policy in force', () => {
    holds((one) => {
      const { facts } = one;
      const stricter = {
        ...facts,
        inForce: stricterOf(facts.inForce, { approvals: 2, minReplicas: 1, maxReplicas: 4 }),
      };
      const [before, after] = [decided(one), decided({ ...one, facts: stricter })];
      if (before.refusals.execute !== null) expect(after.refusals.execute).not.toBeNull();
      if (before.refusals.request !== null) expect(after.refusals.request).not.toBeNull();
    });
  });

  it('says before a Change is requested what is demanded of it once it is kept', () => {
    const target = { cluster: 'prod-1', namespace: 'shop', kind: 'Deployment', name: 'cart' } as const;
    holds(({ actor, intent, environment, facts: { owner, inForce, now, clusters } }) => {
      const [{ state, reason }] = clusters as [(typeof clusters)[number]];
      const reach = state === null ? undefined : { reach: { state, reason } };
      const sources = { world: { cluster: () => reach as never }, inForce, now };
      const intended = {
        owner,
        environment: { ...environment, name: 'production' },
        steps: [{ intent: { ...intent, target } as ChangeIntent }],
      } as const;
      const before = decideOnRequest(actor, intended, sources);
      const requested = {
        state: before.approvalsNeeded === 0 ? 'planned' : 'awaiting-approval',
        askedBy: actor,
        approvals: [],
        expiresAt: new Date(now.getTime() + 1),
      } as const;
      const after = decideOn(actor, { ...intended, ...requested }, sources);
      // The requester is known only after the request.
      expect(after.demands.filter(({ code }) => code !== 'not-own')).toEqual(before.demands);
      expect(after.approvalsNeeded).toBe(before.approvalsNeeded);
      expect(after.refusals.request).toEqual(before.refusals.request);
    });
  });

  it('demands the approvals of a stricter policy that is in force now', () => {
    const lead = { id: 'user:lea', name: 'Lea', role: 'lead' as const, groups: ['shop'], sessionId: null };
    const policy = { approvals: 0, minReplicas: 0, maxReplicas: 9 };
    const facts = {
      owner: 'shop',
      requested: {
        state: 'planned' as const,
        askedBy: { id: 'user:eve', name: 'Eve' },
        approvals: [],
        expiresAt: new Date(1),
      },
      inForce: { ...policy, approvals: 1 },
      clusters: [{ name: 'prod-1', state: 'live' as const, reason: null }],
      now: new Date(0),
    };
    const environment = { title: 'Production', policy };
    const intent = { action: 'deploy' as const, params: { image: 'a/b:1' } };
    expect(decide(lead, intent, environment, facts).refusals.approve).toBeNull();
    const eve = { ...lead, id: 'user:eve', role: 'engineer' as const };
    expect(decide(eve, intent, environment, facts).refusals.execute).toEqual({
      code: 'conflict',
      sentence: 'It waits for one approval.',
    });
  });
});
