import { expect, it } from 'vitest';
import type { Line } from './collapse';
import { travel } from './travel';

const boxes = {
  web: { x: 0, y: 50 },
  cart: { x: 200, y: 0 },
  search: { x: 200, y: 50 },
  ledger: { x: 400, y: 0 },
  alone: { x: 0, y: 200 },
};
const line = (from: string, to: string): Line => ({
  id: `${from}>${to}:calls`,
  from,
  to,
  kind: 'calls',
  source: 'configured',
  edges: [],
  perMinute: null,
  failShare: 0,
  fails: false,
  until: null,
});
const lines = [line('web', 'cart'), line('web', 'search'), line('cart', 'ledger')];

it.each([
  ['web', 'ArrowRight', 'search'],
  ['ledger', 'ArrowLeft', 'cart'],
  ['search', 'ArrowUp', 'cart'],
  ['cart', 'ArrowDown', 'search'],
  ['web', 'ArrowDown', 'alone'],
  ['search', 'ArrowRight', 'ledger'],
  ['alone', 'ArrowRight', 'search'],
  ['web', 'ArrowLeft', null],
  ['nobody', 'ArrowUp', null],
] as const)('from %s %s leads to %s', (from, key, to) => {
  expect(travel({ layout: { boxes }, lines }, from, key)).toBe(to);
});
