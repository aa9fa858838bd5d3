/** Cells of the mark: five rows of five, mirrored at the middle column. */
export type SealCell = readonly [x: number, y: number];

/**
 * The mark of a hash: 15 bits in three columns, mirrored to five. Each bit is the parity of the hex digits whose index has the same
 * remainder modulo 15, so that every digit counts. The same hash gives the same mark, in upper or lower case.
 */
export function sealCells(hash: string): readonly SealCell[] {
  const bits = new Array<number>(15).fill(0);
  for (let place = 0; place < hash.length; place += 1) {
    const value = Number.parseInt(hash.charAt(place), 16);
    if (Number.isNaN(value)) continue;
    const bit = place % 15;
    bits[bit] = (bits[bit] ?? 0) ^ parity(value);
  }
  const cells: SealCell[] = [];
  for (let y = 0; y < 5; y += 1) {
    for (let x = 0; x < 5; x += 1) {
      if (bits[y * 3 + Math.min(x, 4 - x)] === 1) cells.push([x, y]);
    }
  }
  return cells;
}

function parity(value: number): number {
  return (value ^ (value >> 1) ^ (value >> 2) ^ (value >> 3)) & 1;
}

/** The first twelve digits in three groups of four: "9f3c 41d8 e21a". */
export function shortHash(hash: string): string {
  return (
    hash
      .slice(0, 12)
      .match(/.{1,4}/g)
      ?.join(' ') ?? ''
  );
}
