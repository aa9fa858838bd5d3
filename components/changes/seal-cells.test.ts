import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealCells, shortHash } from './seal-cells';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

describe('sealCells', () => {
  it('draws the same mark for the same hash, whatever its case', () => {
    const hash = hashOf('plan');
    expect(sealCells(hash)).toEqual(sealCells(hash.toUpperCase()));
  });

  it('is symmetric about the middle column', () => {
    for (let n = 0; n < 200; n += 1) {
      const cells = sealCells(hashOf(String(n))).map(([x, y]) => `${x},${y}`);
      for (const cell of cells) {
        const [x, y] = cell.split(',');
        expect(cells).toContain(`${4 - Number(x)},${y ?? ''}`);
      }
    }
  });

  it('depends on the last digit as on the first', () => {
    const hash = hashOf('plan');
    expect(sealCells(`${hash.slice(0, -1)}0`)).not.toEqual(sealCells(`${hash.slice(0, -1)}1`));
    expect(sealCells(`0${hash.slice(1)}`)).not.toEqual(sealCells(`1${hash.slice(1)}`));
  });

  it('rarely gives two plans one mark', () => {
    const marks = new Set(
      Array.from({ length: 500 }, (_, n) => JSON.stringify(sealCells(hashOf(`plan ${n}`)))),
    );
    expect(marks.size).toBeGreaterThan(480);
  });
});

it('shortHash is three groups of four', () => {
  expect(shortHash('9f3c41d8e21a00ff')).toBe('9f3c 41d8 e21a');
});
