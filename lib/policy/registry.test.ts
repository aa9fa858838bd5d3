import { describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/model';
import { mayDrainInstance, mayKeepRegistryTokens, mayRegister, registryRefusals } from './registry';

const person = (role: Actor['role']): Actor => ({
  id: 'user:eve',
  name: 'Eve',
  role,
  groups: [],
  sessionId: 's',
});
const token = (...registers: string[]): Actor => ({
  id: 'token:labels',
  name: 'labels',
  role: 'viewer',
  groups: [],
  sessionId: null,
  registers,
});
const bootstrap: Actor = { ...person('admin'), id: 'token:bootstrap', sessionId: null };

describe('a token of the registry', () => {
  it.each([
    ['web', 'web', true],
    ['web', 'web2', false],
    ['shop-*', 'shop-web', true],
    ['shop-*', 'ashop-web', false],
    ['*-web', 'shop-web', true],
    ['*-web', 'shop-web2', false],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['*', 'anything', true],
  ])('with %s may register %s: %s', (glob, service, allowed) => {
    expect(mayRegister(token(glob), service).allowed).toBe(allowed);
    expect(mayDrainInstance(token(glob), service).allowed).toBe(allowed);
  });

  it('says what it may register', () => {
    expect(mayRegister(token('shop-*', 'label'), 'payments')).toEqual({
      allowed: false,
      reason: 'The token labels may register shop-*, label, not payments.',
    });
  });

  it('makes no tokens', () => expect(mayKeepRegistryTokens(token('*')).allowed).toBe(false));
});

describe('people', () => {
  it('do not register, whatever their role; the bootstrap token does', () => {
    expect(mayRegister(person('admin'), 'web').allowed).toBe(false);
    expect(mayRegister(bootstrap, 'web').allowed).toBe(true);
  });

  it.each([
    ['viewer', false, false],
    ['engineer', true, false],
    ['on-call', true, false],
    ['lead', true, true],
    ['admin', true, true],
  ] as const)('a %s drains: %s, makes tokens: %s', (role, drains, makes) => {
    expect(mayDrainInstance(person(role), 'web').allowed).toBe(drains);
    expect(mayKeepRegistryTokens(person(role)).allowed).toBe(makes);
  });

  it('get the reason on the pages of the registry why they may not', () => {
    expect(registryRefusals(person('viewer'))).toEqual({
      change: 'A viewer cannot request changes.',
      instances: 'A viewer cannot drain or remove instances of the registry.',
    });
    expect(registryRefusals(person('engineer'))).toEqual({ change: null, instances: null });
  });
});
