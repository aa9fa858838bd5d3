import { describe, expect, it } from 'vitest';
import { CHANGE_STATES, ROLES, type Actor, type ChangeState, type Role } from '@/lib/model';
import {
  mayApprove,
  mayCancel,
  mayExecute,
  mayImportCatalog,
  mayJudgeEdge,
  mayRead,
  mayReadAudit,
  mayReject,
  mayRequestChange,
  type ChangeFacts,
} from './index';

function actor(name: string, role: Role, ...groups: string[]): Actor {
  return { id: `user:${name}`, name, role, groups, sessionId: 's' };
}

const asker = actor('Eve', 'engineer', 'shop');
const lead = actor('Lea', 'lead', 'shop');
const otherLead = actor('Ole', 'lead', 'payments');
const colleague = actor('Col', 'engineer', 'shop');
const onCall = actor('Onn', 'on-call', 'shop');
const viewer = actor('Vic', 'viewer', 'shop');
const admin = actor('Ada', 'admin');

function change(state: ChangeState, facts: Partial<ChangeFacts> = {}): ChangeFacts {
  return { state, askedBy: asker, owner: 'shop', approvalsNeeded: 1, approvals: [], ...facts };
}
const waiting = change('awaiting-approval');
const planned = change('planned', { approvalsNeeded: 0 });
const approved = change('approved', { approvals: [{ actor: lead.id, decision: 'approved' }] });

const yes = { allowed: true };
const no = (reason: string) => ({ allowed: false, reason });

describe('reading', () => {
  it.each(ROLES)('is open to a signed-in %s, the audit log too', (role) => {
    expect(mayRead(actor('x', role))).toEqual(yes);
    expect(mayReadAudit(actor('x', role))).toEqual(yes);
  });
  it('is closed to who is not signed in', () => {
    expect(mayRead(null)).toEqual(no('Sign in to see this.'));
    expect(mayReadAudit(null)).toEqual(no('Sign in to see this.'));
  });
});

describe('asking', () => {
  it.each(ROLES)('by a %s', (role) => {
    expect(mayRequestChange(actor('x', role)).allowed).toBe(role !== 'viewer');
  });
  it('says why a viewer may not', () => {
    expect(mayRequestChange(viewer)).toEqual(no('A viewer cannot ask for changes.'));
  });
});

describe('approving and rejecting', () => {
  const table: [string, Actor, ChangeFacts, string | null][] = [
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
    ['the asker', asker, waiting, 'Nobody may VERB a change of her own.'],
    [
      'a lead who asked herself',
      lead,
      change('awaiting-approval', { askedBy: lead }),
      'Nobody may VERB a change of her own.',
    ],
    [
      'an administrator who asked herself',
      admin,
      change('awaiting-approval', { askedBy: admin }),
      'Nobody may VERB a change of her own.',
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
    ['a lead, of what has ended', lead, change('expired'), 'The change has ended: it is expired.'],
  ];
  it.each(table)('%s', (_case, who, facts, reason) => {
    const expected = (verb: string) => (reason === null ? yes : no(reason.replace('VERB', verb)));
    expect(mayApprove(who, facts)).toEqual(expected('approve'));
    expect(mayReject(who, facts)).toEqual(expected('reject'));
  });
});

describe('executing', () => {
  const table: [string, Actor, ChangeFacts, string | null][] = [
    ['the asker, where none is needed', asker, planned, null],
    ['the asker, once approved', asker, approved, null],
    ['an administrator', admin, planned, null],
    ['a lead of the owner, once approved', lead, approved, null],
    [
      'a lead, of what is only planned',
      lead,
      planned,
      'Only Eve, who asked for this change, may execute it.',
    ],
    ['another engineer', colleague, planned, 'Only Eve, who asked for this change, may execute it.'],
    [
      'the asker who is a viewer now',
      { ...asker, role: 'viewer' },
      planned,
      'A viewer cannot ask for changes.',
    ],
    ['the asker, too early', asker, waiting, 'It waits for one approval.'],
    [
      'the asker, two too early',
      asker,
      change('awaiting-approval', { approvalsNeeded: 3, approvals: approved.approvals }),
      'It waits for 2 approvals.',
    ],
    [
      'the asker, of a row that lies about its state',
      asker,
      change('approved', { approvals: [{ actor: lead.id, decision: 'rejected' }] }),
      'It is being executed already.',
    ],
    ['the asker, twice', asker, change('executing'), 'It is being executed already.'],
    ['the asker, of what has ended', asker, change('void'), 'The change has ended: it is void.'],
  ];
  it.each(table)('%s', (_case, who, facts, reason) => {
    expect(mayExecute(who, facts)).toEqual(reason === null ? yes : no(reason));
  });
});

describe('cancelling', () => {
  const table: [string, Actor, ChangeFacts, string | null][] = [
    ['the asker', asker, waiting, null],
    ['a lead of the owner', lead, waiting, null],
    ['an administrator', admin, approved, null],
    ['an on-call', onCall, waiting, 'Only a lead of shop or an administrator may cancel this change.'],
    ['the asker, too late', asker, change('verifying'), 'It is being executed and cannot be called back.'],
    ['the asker, of what has ended', asker, change('succeeded'), 'The change has ended: it is succeeded.'],
  ];
  it.each(table)('%s', (_case, who, facts, reason) => {
    expect(mayCancel(who, facts)).toEqual(reason === null ? yes : no(reason));
  });
  it.each(CHANGE_STATES)('a change that is %s', (state) => {
    const open = ['planned', 'awaiting-approval', 'approved'].includes(state);
    expect(mayCancel(asker, change(state)).allowed).toBe(open);
  });
});

it('lets administrators alone import a catalog', () => {
  expect(ROLES.filter((role) => mayImportCatalog(actor('x', role)).allowed)).toEqual(['admin']);
  expect(mayImportCatalog(lead)).toEqual(no('Only an administrator may import a catalog.'));
});

describe('who may confirm or reject an edge of the map', () => {
  it('is a lead of either end, or an administrator', () => {
    for (const who of [lead, otherLead, admin]) {
      expect(mayJudgeEdge(who, ['shop', 'payments'])).toEqual({ allowed: true });
    }
    for (const who of [colleague, onCall, viewer]) {
      expect(mayJudgeEdge(who, ['shop', 'payments'])).toEqual({
        allowed: false,
        reason: 'Only a lead of shop or payments or an administrator may confirm or reject this edge.',
      });
    }
    expect(mayJudgeEdge(otherLead, ['shop']).allowed).toBe(false);
  });

  it('is an administrator where nobody owns either end', () => {
    expect(mayJudgeEdge(admin, [])).toEqual({ allowed: true });
    expect(mayJudgeEdge(lead, [])).toEqual({
      allowed: false,
      reason: 'Nobody owns either end: only an administrator may confirm or reject this edge.',
    });
  });
});
