import { describe, expect, it } from 'vitest';
import { newerVersion } from './version-order';

describe('which version is the newer', () => {
  it.each([
    ['1.10.0', '1.9.1', -1],
    ['v1.2', '1.2.1', 1],
    ['2026.11.2', '2026.9.30', -1],
    ['1.4.2-rc.1', '1.4.2', 0],
    ['1.4.2', '1.4.2', 0],
    ['latest', '1.4.2', 0],
    ['3f9a1c2', '4b01d7e', 0],
    ['17', '18', 0],
    ['16.4-alpine', '17.0-alpine', 1],
  ])('of %s and %s: %i', (a, b, sign) => {
    expect(Math.sign(newerVersion(a, b))).toBe(sign);
    expect(Math.sign(newerVersion(b, a))).toBe(sign === 0 ? 0 : -sign);
  });
});
