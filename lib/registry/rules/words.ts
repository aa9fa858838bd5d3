import { REGISTRY_LIMITS } from '@/lib/model';

const CUT = '… (cut at 4 KB)';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What a check said, at most 4 KB of UTF-8: what is longer is cut with a mark. */
export function cutOutput(text: string): string {
  const max = REGISTRY_LIMITS.outputBytes;
  if (text.length * 3 <= max) return text;
  const bytes = encoder.encode(text);
  if (bytes.length <= max) return text;
  const kept = decoder.decode(bytes.subarray(0, max - encoder.encode(CUT).length));
  // A character that was cut in two is decoded as U+FFFD.
  return `${kept.replace(/\uFFFD+$/, '')}${CUT}`;
}

/** `1 s`, `90 s`, `15 min`. */
export function spanWords(ms: number): string {
  const seconds = ms / 1000;
  return seconds < 120 ? `${Math.round(seconds * 10) / 10} s` : `${Math.round(seconds / 6) / 10} min`;
}
