import { expect, it } from 'vitest';
import type { Consequence, PolicyCheck } from '@/lib/model';
import { attentionFirst, attentionNote, metNote, policyInShort } from './plan-notes';

const of = (level: Consequence['level'], title: string): Consequence => ({
  code: 'pods',
  level,
  title,
  sentence: '',
});

it('puts what needs attention first and keeps the order otherwise', () => {
  const all = [of('ok', 'a'), of('weigh', 'b'), of('ok', 'c'), of('weigh', 'd')];
  expect(attentionFirst(all).map(({ title }) => title)).toEqual(['b', 'd', 'a', 'c']);
  expect(attentionNote(all)).toBe('4, 2 need attention');
  expect(attentionNote(all.slice(0, 2))).toBe('2, 1 needs attention');
  expect(attentionNote([of('ok', 'a')])).toBe('1');
});

it('says of the policy who must approve and what is not met', () => {
  const check = (code: PolicyCheck['code'], met: boolean): PolicyCheck => ({
    code,
    met,
    title: '',
    sentence: '',
  });
  const checks = [check('approvals', true), check('not-own', true), check('cluster-live', false)];
  expect(policyInShort(checks).map(({ code }) => code)).toEqual(['approvals', 'cluster-live']);
  expect(metNote(checks)).toBe('2 of 3 met');
});
