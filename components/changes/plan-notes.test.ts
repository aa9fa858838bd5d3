import { expect, it } from 'vitest';
import type { Consequence, PolicyCheck } from '@/lib/model';
import { metNote, policyInShort, weighFirst, weighNote } from './plan-notes';

const of = (level: Consequence['level'], title: string): Consequence => ({
  code: 'pods',
  level,
  title,
  sentence: '',
});

it('puts what to weigh first, else keeps the order', () => {
  const all = [of('ok', 'a'), of('weigh', 'b'), of('ok', 'c'), of('weigh', 'd')];
  expect(weighFirst(all).map(({ title }) => title)).toEqual(['b', 'd', 'a', 'c']);
  expect(weighNote(all)).toBe('4, two to weigh');
  expect(weighNote([of('ok', 'a')])).toBe('1, none to weigh');
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
