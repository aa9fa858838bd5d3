import { expect, it } from 'vitest';
import { entityOf } from './entity';

it.each([
  ['ledger', 'Component', 'ledger'],
  ['component:default/ledger', 'Component', 'ledger'],
  ['resource:default/psp-gateway', 'Resource', 'psp-gateway'],
  ['api:orders', 'API', 'orders'],
  ['payments/ledger', 'Component', 'ledger'],
])('%s is the %s %s', (ref, kind, name) => {
  expect(entityOf(ref)).toEqual({ kind, name });
});
