import { describe, expect, it } from 'vitest';
import { markDifference } from './diff-marks';

describe('markDifference', () => {
  it('marks the version of an image whole', () => {
    const [before, after] = markDifference(
      'image: registry.example/ledger:1.27.3',
      'image: registry.example/ledger:1.28.0',
    );
    expect(before).toEqual({ head: 'image: registry.example/ledger:', mark: '1.27.3', tail: '' });
    expect(after).toEqual({ head: 'image: registry.example/ledger:', mark: '1.28.0', tail: '' });
  });

  it('keeps what follows the difference', () => {
    const [before, after] = markDifference('SIZE: "100"', 'SIZE: "250"');
    expect(before).toEqual({ head: 'SIZE: "', mark: '100', tail: '"' });
    expect(after).toEqual({ head: 'SIZE: "', mark: '250', tail: '"' });
  });

  it('marks nothing where nothing is shared', () => {
    expect(markDifference('3', '5')[0]).toEqual({ head: '3', mark: '', tail: '' });
  });

  it('does not overlap when one value repeats itself', () => {
    const [before, after] = markDifference('a a', 'a a a');
    expect(before.head + before.mark + before.tail).toBe('a a');
    expect(after.head + after.mark + after.tail).toBe('a a a');
  });
});
