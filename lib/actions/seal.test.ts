import { describe, expect, it } from 'vitest';
import { actionKeys, seal, unseal } from './seal';

const keys = actionKeys('a secret of sessions, long enough');

describe('seal', () => {
  const value = { template: { spec: { password: 'hunter2' } } };
  it('is opened by the same key and owner', () => {
    expect(unseal(keys.seal, seal(keys.seal, value, 'op-1'), 'op-1')).toEqual(value);
  });
  it('shows nothing of what is in it, and differs each time', () => {
    const bytes = seal(keys.seal, value, 'op-1');
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('hunter2');
    expect(seal(keys.seal, value, 'op-1')).not.toEqual(bytes);
  });
  it('is not opened by another key, for another owner, or once it was changed', () => {
    const bytes = seal(keys.seal, value, 'op-1');
    expect(unseal(actionKeys('another secret').seal, bytes, 'op-1')).toBeNull();
    expect(unseal(keys.seal, bytes, 'op-2')).toBeNull();
    const changed = Uint8Array.from(bytes, (byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte));
    expect(unseal(keys.seal, changed, 'op-1')).toBeNull();
    expect(unseal(keys.seal, bytes.slice(0, 9), 'op-1')).toBeNull();
  });
});

it('derives a key of its own for each purpose, the same each time', () => {
  expect(keys.plan).not.toEqual(keys.seal);
  expect(keys.plan).toHaveLength(32);
  expect(actionKeys('a secret of sessions, long enough')).toEqual(keys);
});
