import { expect, it } from 'vitest';
import { counted, nearestName, titleOf } from './words';

it('says names as headings', () => {
  expect(titleOf('data-platform')).toBe('Data platform');
});

it('counts with the noun', () => {
  expect([counted(1, 'service'), counted(1200, 'service'), counted(2, 'entity', 'entities')]).toEqual([
    '1 service',
    '1,200 services',
    '2 entities',
  ]);
});

it('offers the nearest name, and none that is far', () => {
  expect(nearestName('paymnts', ['ledger', 'payments', 'payouts'])).toBe('payments');
  expect(nearestName('zzz', ['ledger', 'payments'])).toBeNull();
});
