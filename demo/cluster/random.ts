import { fnv1a } from './json';

const SAFE_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** A seeded generator (mulberry32). The same seed and the same calls give the same values; `state` can be saved. */
export class Random {
  state: number;

  constructor(seed: string | number) {
    this.state = typeof seed === 'number' ? seed >>> 0 : fnv1a(seed);
  }

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.between(0, 15).toString(16);
    return text;
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${'89ab'[this.between(0, 3)] ?? '8'}${this.hex(3)}-${this.hex(12)}`;
  }

  /** The kind of suffix that Kubernetes gives generated names: no vowels, nothing that reads as a word. */
  suffix(length = 5): string {
    let text = '';
    while (text.length < length) text += SAFE_LETTERS[this.between(0, SAFE_LETTERS.length - 1)] ?? 'b';
    return text;
  }
}

/** A number as Kubernetes writes it into a pod-template-hash. */
export function safeHash(value: number): string {
  return String(value).replace(/\d/g, (digit) => SAFE_LETTERS[digit.charCodeAt(0) % 27] ?? 'b');
}
