import { describe, expect, it } from 'vitest';
import { CHANGE_STATES, policySchema, type Actor, type ChangeState, type Role } from '@/lib/model';
import type { RequestedFacts } from './facts';
import { decide, type ChangeVerb } from './decide';

function actor(name: string, role: Role, ...groups: string[]): Actor {
  return { id: `user:${name}`, name, role, groups, sessionId: 's' };
}

const requester = actor('Eve', 'engineer', 'shop');
const lead = actor('Lea', 'lead', 'shop');
const otherLead = actor('Ole', 'lead', 'payments');
const colleague = actor('Col', 'engineer', 'shop');
const onCall = actor('Onn', 'on-call', 'shop');
const admin = actor('Ada', 'admin');

const yes = { allowed: true };
const no = (reason: string) => ({ allowed: false, reason });

/** A Change as the cases below describe it: its environment demands `approvalsNeeded`. */
interface Case extends RequestedFacts {
  readonly owner: string | null;
  readonly approvalsNeeded: number;
}

const NOW = new Date('2026-01-05T12:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

function change(state: ChangeState, facts: Partial<Case> = {}): Case {
  return {
    state,
    askedBy: requester,
    owner: 'shop',
    approvalsNeeded: 1,
    approvals: [],
    expiresAt: later(1),
    ...facts,
  };
}

function may(verb: ChangeVerb, who: Actor, { owner, approvalsNeeded, ...requested }: Case) {
  const policy = policySchema.parse({ approvals: approvalsNeeded });
  const environment = { title: 'Production', policy };
  const clusters = [{ name: 'prod-1', state: 'live' as const, reason: null }];
  const facts = { owner, requested, inForce: policy, clusters, now: NOW };
  const refusal = decide(who, { action: 'deploy', params: { image: 'a/b:1' } }, environment, facts).refusals[
    verb
  ];
  return refusal === null ? yes : no(refusal.sentence);
}
const mayApprove = (who: Actor, facts: Case) => may('approve', who, facts);
const mayReject = (who: Actor, facts: Case) => may('reject', who, facts);
const mayExecute = (who: Actor, facts: Case) => may('execute', who, facts);
const mayCancel = (who: Actor, facts: Case) => may('cancel', who, facts);

const waiting = change('awaiting-approval');
const planned = change('planned', { approvalsNeeded: 0 });
const approved = change('approved', { approvals: [{ actor: lead.id, decision: 'approved' }] });

describe('approving and rejecting', () => {
  const table: [string, Actor, Case, string | null][] = [
    ['a lead of the owner', lead, waiting, null],
    ['an administrator', admin, waiting, null],
    [
      'a lead of another team',
      otherLead,
      waiting,
      'Only a lead of shop or an administrator may VERB this change.',
    ],
    [
      'an engineer of the team',
      colleague,
      waiting,
      'Only a lead of shop or an administrator may VERB this change.',
    ],
    ['the requester', requester, waiting, 'You cannot VERB your own change.'],
    [
      'a lead of their own change',
      lead,
      change('awaiting-approval', { askedBy: lead }),
      'You cannot VERB your own change.',
    ],
    [
      'an administrator of their own change',
      admin,
      change('awaiting-approval', { askedBy: admin }),
      'You cannot VERB your own change.',
    ],
    [
      'a lead, of what nobody owns',
      lead,
      change('awaiting-approval', { owner: null }),
      'Nobody owns this service: only an administrator may VERB its changes.',
    ],
    ['an administrator, of what nobody owns', admin, change('awaiting-approval', { owner: null }), null],
    [
      'a lead for the second time',
      lead,
      change('awaiting-approval', { approvalsNeeded: 2, approvals: approved.approvals }),
      'You have decided on this change already.',
    ],
    ['a lead, of what needs none', lead, planned, 'This change needs no approval.'],
    ['a lead, of what is approved', admin, approved, 'The change is approved already.'],
    ['a lead, of what has ended', lead, change('expired'), 'The change has ended: it has expired.'],
  ];
  it.each(table)('%s', (_case, who, facts, reason) => {
    const expected = (verb: string) => (reason === null ? yes : no(reason.replace('VERB', verb)));
    expect(mayApprove(who, facts)).toEqual(expected('approve'));
    expect(mayReject(who, facts)).toEqual(expected('reject'));
  });
});

describe('executing', () => {
  const table: [string, Actor, Case, string | null][] = [
    ['the requester, where none is needed', requester, planned, null],
    ['the requester, once approved', requester, approved, null],
    ['an administrator', admin, planned, null],
    ['a lead of the owner, once approved', lead, approved, null],
    [
      'a lead, of what is only planned',
      lead,
      planned,
      'Only Eve, who requested this change, may execute it.',
    ],
    ['another engineer', colleague, planned, 'Only Eve, who requested this change, may execute it.'],
    [
      'the requester who is a viewer now',
      { ...requester, role: 'viewer' },
      planned,
      'A viewer cannot request changes.',
    ],
    ['the requester, too early', requester, waiting, 'It waits for one approval.'],
    [
      'the requester, two too early',
      requester,
      change('awaiting-approval', { approvalsNeeded: 3, approvals: approved.approvals }),
      'It waits for 2 approvals.',
    ],
    [
      'the requester, of a row that lies about its state',
      requester,
      change('approved', { approvals: [{ actor: lead.id, decision: 'rejected' }] }),
      'It waits for one approval.',
    ],
    ['the requester, twice', requester, change('executing'), 'It is being executed already.'],
    ['the requester, of what has ended', requester, change('void'), 'The change has ended: it is void.'],
  ];
  it.each(table)('%s', (_case, who, facts, reason) => {
    expect(mayExecute(who, facts)).toEqual(reason === null ? yes : no(reason));
  });
});

describe('cancelling', () => {
  const table: [string, Actor, Case, string | null][] = [
    ['the requester', requester, waiting, null],
    ['a lead of the owner', lead, waiting, null],
    ['an administrator', admin, approved, null],
    ['an on-call', onCall, waiting, 'Only a lead of shop or an administrator may cancel this change.'],
    [
      'the requester, too late',
      requester,
      change('verifying'),
      'It is already being executed and cannot be cancelled.',
    ],
    [
      'the requester, of what has ended',
      requester,
      change('succeeded'),
      'The change has ended: it has succeeded.',
    ],
  ];
  it.each(table)('%s', (_case, who, facts, reason) => {
    expect(mayCancel(who, facts)).toEqual(reason === null ? yes : no(reason));
  });
  it.each(CHANGE_STATES)('a change that is %s', (state) => {
    const open = ['planned', 'awaiting-approval', 'approved'].includes(state);
    expect(mayCancel(requester, change(state)).allowed).toBe(open);
  });
});

describe('a change that has expired', () => {
  const expiresAt = NOW;
  const verbs = ['approve', 'reject', 'execute', 'cancel'] as const;
  const waitingStates = ['planned', 'awaiting-approval', 'approved'] as const;

  it.each(verbs)('refuses to %s, before its expiry is recorded', (verb) => {
    for (const state of waitingStates) {
      for (const who of [requester, lead, admin, otherLead]) {
        const refusal = no('This change has expired. Request it again.');
        expect(may(verb, who, change(state, { approvals: approved.approvals, expiresAt }))).toEqual(refusal);
      }
    }
  });
  it('answers as before once it has begun or ended', () => {
    for (const state of CHANGE_STATES.filter((one) => !waitingStates.some((waits) => waits === one))) {
      for (const verb of verbs) {
        expect(may(verb, requester, change(state, { expiresAt }))).toEqual(
          may(verb, requester, change(state)),
        );
      }
    }
  });
});
