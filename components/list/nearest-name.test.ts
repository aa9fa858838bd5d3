import { expect, it } from 'vitest';
import { nearestName } from './nearest-name';

it('offers the nearest name, and none that is far', () => {
  expect(nearestName('paymnts', ['ledger', 'payments', 'payouts'])).toBe('payments');
  expect(nearestName('zzz', ['ledger', 'payments'])).toBeNull();
});
