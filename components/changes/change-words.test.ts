import { describe, expect, it } from 'vitest';
import { CHANGE_STATES, type ChangeTarget } from '@/lib/model';
import { CHANGE_STATE, isEnded, isExecuted } from './change-state';
import { executeLabel, fresher, headingOf, isDraft, planAgainHref } from './change-words';

const target: ChangeTarget = {
  cluster: 'production-eu',
  namespace: 'shop',
  kind: 'Deployment',
  name: 'ledger',
};

describe('headings and labels', () => {
  it('say a deploy', () => {
    const change = { action: 'deploy', title: 'Deploy ledger 1.28.0', target } as const;
    expect(headingOf(change)).toEqual({ title: 'Deploy ledger 1.28.0 to', place: 'production-eu' });
    expect(executeLabel({ ...change, params: { image: 'r/ledger:1.28.0' } })).toBe('Deploy ledger 1.28.0');
  });

  it('say a scale', () => {
    const change = { action: 'scale', title: 'Scale ledger 2 → 4', target } as const;
    expect(headingOf(change)).toEqual({ title: 'Scale ledger 2 → 4 in', place: 'production-eu' });
    expect(executeLabel({ ...change, params: { replicas: 4 } })).toBe('Scale ledger to 4');
  });
});

describe('isDraft', () => {
  const drafts = (approvalsNeeded: number) =>
    CHANGE_STATES.filter((state) => isDraft({ state, approvalsNeeded }));
  it('is a plan that was never requested', () => {
    expect(drafts(0)).toEqual(['planned', 'cancelled', 'expired']);
  });
  it('is not a Change that was cancelled after it was sent to a lead', () => {
    expect(drafts(1)).toEqual(['planned']);
  });
});

describe('planAgainHref', () => {
  it('fills in where, container and image', () => {
    const params = { container: 'web', image: 'r/ledger:1.28.0' };
    expect(planAgainHref({ service: 'ledger', action: 'deploy', target, params })).toBe(
      '/catalog/ledger?do=deploy&placement=ledger%40production-eu%2Fshop&container=web&image=r%2Fledger%3A1.28.0',
    );
  });
  it('leaves values of a scale to the form', () => {
    expect(planAgainHref({ service: 'a~b~c', action: 'scale', target, params: { replicas: 3 } })).toBe(
      '/catalog/a~b~c?do=scale&placement=a%7Eb%7Ec%40production-eu%2Fshop',
    );
  });
  it('is none where no service is known', () => {
    expect(planAgainHref({ service: null, action: 'scale', target, params: { replicas: 3 } })).toBeNull();
  });
});

describe('fresher', () => {
  const at = (updatedAt: string, name: string) => ({ updatedAt, name });
  it('takes the later answer', () => {
    expect(fresher(at('2026-03-12T03:00:02Z', 'answer'), at('2026-03-12T03:00:01Z', 'live')).name).toBe(
      'answer',
    );
    expect(fresher(at('2026-03-12T03:00:01Z', 'answer'), at('2026-03-12T03:00:02Z', 'live')).name).toBe(
      'live',
    );
    expect(fresher(at('2026-03-12T03:00:01Z', 'answer'), null).name).toBe('answer');
  });
  it('takes the stream at a tie: its rollout moves without the Change', () => {
    expect(fresher(at('2026-03-12T03:00:01Z', 'answer'), at('2026-03-12T03:00:01Z', 'live')).name).toBe(
      'live',
    );
  });
});

describe('the look of states', () => {
  it('has a different word for each', () => {
    expect(new Set(Object.values(CHANGE_STATE).map(({ word }) => word)).size).toBe(CHANGE_STATES.length);
    expect(CHANGE_STATE['awaiting-approval'].word).toBe('Waits for approval');
  });
  it('shows only Succeeded in green', () => {
    expect(CHANGE_STATES.filter((state) => CHANGE_STATE[state].health === 'healthy')).toEqual(['succeeded']);
  });
  it('knows what ended and what was executed', () => {
    expect(CHANGE_STATES.filter((state) => isEnded(state) && isExecuted(state))).toEqual([
      'succeeded',
      'failed',
      'rolled-back',
    ]);
    expect(CHANGE_STATES.filter((state) => !isEnded(state) && !isExecuted(state))).toEqual([
      'planned',
      'awaiting-approval',
      'approved',
    ]);
  });
});
