import { parseQuantity } from '@/lib/derive/quantity';

/** Thousandths of a core; 0 where nothing readable is written. */
export function cpuMillis(text: string | undefined): number {
  return Math.round((parseQuantity(text ?? '0') ?? 0) * 1000);
}

/** Bytes; 0 where nothing readable is written. */
export function bytes(text: string | undefined): number {
  return Math.round(parseQuantity(text ?? '0') ?? 0);
}
