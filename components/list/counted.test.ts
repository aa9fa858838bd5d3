import { expect, it } from 'vitest';
import { counted } from './counted';

it('counts with the noun', () => {
  expect([counted(1, 'service'), counted(1200, 'service'), counted(2, 'entity', 'entities')]).toEqual([
    '1 service',
    '1,200 services',
    '2 entities',
  ]);
});
