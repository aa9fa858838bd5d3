import { describe, expect, it } from 'vitest';
import { parseQuantity } from '@/lib/derive/quantity';
import { bytes, cpuMillis } from './quantity';

describe('parseQuantity', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    ['250m', 0.25],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['2k', 2000],
    ['64Ki', 65_536],
    ['512Mi', 536_870_912],
    ['1.5Gi', 1_610_612_736],
    ['1E', 1e18],
    ['1e3', 1000],
    ['12E2', 1200],
    ['1e-2', 0.01],
    ['-1', -1],
    ['100n', 1e-7],
  ])('reads %s', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value, 9);
  });

  it.each(['', 'Mi', '1 Gi', '1K', '1mi', '0x10', '1e', '1.2.3'])('refuses %j', (text) => {
    expect(parseQuantity(text)).toBeNull();
  });
});

describe('cpuMillis and bytes', () => {
  it('give whole units', () => {
    expect(cpuMillis('100m')).toBe(100);
    expect(cpuMillis('2')).toBe(2000);
    expect(cpuMillis(undefined)).toBe(0);
    expect(bytes('128974848')).toBe(128_974_848);
    expect(bytes('129M')).toBe(129_000_000);
    expect(bytes('broken')).toBe(0);
  });
});
