import { parseQuantity } from '@/lib/derive/quantity';

/** Thousandths of a core; 0 for an unreadable text. */
export function cpuMillis(text: string | undefined): number {
  return Math.round((parseQuantity(text ?? '0') ?? 0) * 1000);
}

/** Bytes; 0 for an unreadable text. */
export function bytes(text: string | undefined): number {
  return Math.round(parseQuantity(text ?? '0') ?? 0);
}
