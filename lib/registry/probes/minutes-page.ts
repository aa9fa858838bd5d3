import { NONE, type MinuteEntry } from './minutes';

/** Eight bytes of the hash, then six little-endian 16-bit numbers. */
const ENTRY_BYTES = 20;
/** How many entries one row holds: 20 KB. */
export const PAGE_ENTRIES = 1000;

/** Entries of one minute, as the database keeps them in one row. */
export function encodeEntries(entries: readonly MinuteEntry[]): Buffer {
  const bytes = Buffer.alloc(entries.length * ENTRY_BYTES);
  for (const [index, entry] of entries.entries()) {
    const at = index * ENTRY_BYTES;
    bytes.write(entry.hash, at, 8, 'hex');
    const numbers = [entry.asked, entry.failed, entry.p50Ms, entry.maxMs, entry.lastMs, entry.lastTookMs];
    for (const [place, number] of numbers.entries()) bytes.writeUInt16LE(number ?? NONE, at + 8 + place * 2);
  }
  return bytes;
}

export function decodeEntries(bytes: Uint8Array): MinuteEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(buffer.length / ENTRY_BYTES) }, (_, index) => {
    const at = index * ENTRY_BYTES;
    const number = (place: number): number => buffer.readUInt16LE(at + 8 + place * 2);
    const orNull = (place: number): number | null => (number(place) === NONE ? null : number(place));
    return {
      hash: buffer.toString('hex', at, at + 8),
      asked: number(0),
      failed: number(1),
      p50Ms: orNull(2),
      maxMs: orNull(3),
      lastMs: number(4),
      lastTookMs: number(5),
    };
  });
}
