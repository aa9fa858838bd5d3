import { describe, expect, it } from 'vitest';
import { ROLES, type Actor, type Role } from '@/lib/model';
import { mayJudgeEdge, mayRead, mayReadAudit, mayRequestChange } from './index';

function actor(name: string, role: Role, ...groups: string[]): Actor {
  return { id: `user:${name}`, name, role, groups, sessionId: 's' };
}

const lead = actor('Lea', 'lead', 'shop');
const otherLead = actor('Ole', 'lead', 'payments');
const colleague = actor('Col', 'engineer', 'shop');
const onCall = actor('Onn', 'on-call', 'shop');
const viewer = actor('Vic', 'viewer', 'shop');
const admin = actor('Ada', 'admin');

const yes = { allowed: true };
const no = (reason: string) => ({ allowed: false, reason });

describe('reading', () => {
  it.each(ROLES)('is open to a signed-in %s, the audit log too', (role) => {
    expect(mayRead(actor('x', role))).toEqual(yes);
    expect(mayReadAudit(actor('x', role))).toEqual(yes);
  });
  it('is closed without signing in', () => {
    expect(mayRead(null)).toEqual(no('Sign in to see this.'));
    expect(mayReadAudit(null)).toEqual(no('Sign in to see this.'));
  });
});

describe('requesting a Change', () => {
  it.each(ROLES)('by a %s', (role) => {
    expect(mayRequestChange(actor('x', role)).allowed).toBe(role !== 'viewer');
  });
  it('says why a viewer may not', () => {
    expect(mayRequestChange(viewer)).toEqual(no('A viewer cannot request changes.'));
  });
});

describe('the right to confirm or reject an edge of the map', () => {
  it('belongs to a lead of either end and to administrators', () => {
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

  it('belongs only to administrators where nobody owns either end', () => {
    expect(mayJudgeEdge(admin, [])).toEqual({ allowed: true });
    expect(mayJudgeEdge(lead, [])).toEqual({
      allowed: false,
      reason: 'Nobody owns either end: only an administrator may confirm or reject this edge.',
    });
  });
});
